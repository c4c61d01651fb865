package org.citygauge.indicators.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.Measure;

/**
 * Writes a catalogue, with a city's own measures and bindings in it, as one file that reads back equal. The same catalogue gives the
 * same text anywhere.
 */
public final class CatalogueWriter {
    private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Set<String> WORDS_OF_YAML =
            Set.of("y", "n", "yes", "no", "true", "false", "on", "off", "null");

    private final StringBuilder text = new StringBuilder();

    private CatalogueWriter() {}

    /** What {@link Catalogues#read} reads as {@code catalogue}. */
    public static String write(Catalogue catalogue) {
        var writer = new CatalogueWriter();
        writer.line("edition: ", quoted(catalogue.edition()));
        writer.themes(catalogue);
        if (!catalogue.measures().isEmpty()) {
            writer.line("\nmeasures:");
            catalogue.measures().values().forEach(writer::measure);
        }
        if (!catalogue.indicators().isEmpty()) {
            writer.line("\nindicators:");
            catalogue.inOrder().forEach(writer::indicator);
        }
        return writer.text.toString();
    }

    private void line(String... parts) {
        for (String part : parts) {
            text.append(part);
        }
        text.append('\n');
    }

    private void themes(Catalogue catalogue) {
        var themes = new TreeMap<Integer, Theme>();
        catalogue.inOrder().forEach(indicator -> themes.put(indicator.theme().number(), indicator.theme()));
        if (!themes.isEmpty()) {
            line("\nthemes:");
            themes.values()
                    .forEach(theme -> line(
                            "  - {number: ",
                            Integer.toString(theme.number()),
                            ", title: ",
                            quoted(theme.title()),
                            "}"));
        }
    }

    private void measure(Measure measure) {
        line("  - id: ", measure.id().value());
        line("    title: ", quoted(measure.title()));
        line("    unit: ", quoted(measure.unit().code()));
        line("    aggregation: ", measure.aggregation().code());
        line("    binding: ", binding(measure.binding()));
    }

    private static String binding(Binding binding) {
        return switch (binding) {
            case Binding.Entered entered -> "entered";
            case Binding.Sensors sensors ->
                "{sensors: {plus: " + list(sensors.plus())
                        + (sensors.minus().isEmpty() ? "" : ", minus: " + list(sensors.minus()))
                        + where(sensors.where())
                        + ", quantity: " + scalar(sensors.quantity())
                        + sensors.inState()
                                .map(state -> ", in_state: " + quoted(state.toString()))
                                .orElse("")
                        + "}}";
            case Binding.Register register ->
                "{register: {class: " + scalar(register.assetClass())
                        + where(register.where())
                        + register.weigh()
                                .map(column -> ", weigh: " + scalar(column))
                                .orElse("")
                        + (register.live() ? ", live: true" : "")
                        + "}}";
        };
    }

    private static String list(List<String> names) {
        return names.stream().map(CatalogueWriter::scalar).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String where(Map<String, String> where) {
        Function<Map.Entry<String, String>, String> pair = column -> key(column.getKey()) + quoted(column.getValue());
        return where.isEmpty()
                ? ""
                : new TreeMap<>(where)
                        .entrySet().stream().map(pair).collect(Collectors.joining(", ", ", where: {", "}"));
    }

    /** A key of any length: YAML ends a simple one at 1024 characters. */
    private static String key(String name) {
        String key = scalar(name);
        return (key.length() > 1_000 ? "? " + key + " " : key) + ": ";
    }

    private void indicator(Indicator indicator) {
        line("  - number: ", quoted(indicator.number().toString()));
        line("    title: ", quoted(indicator.title()));
        line("    unit: ", quoted(indicator.unit()));
        line("    scale: ", quoted(indicator.formula().scale().toString()));
        line("    numerator: ", indicator.formula().numerator().value());
        line("    denominator: ", indicator.formula().denominator().value());
        line("    better: ", scalar(indicator.better().name().toLowerCase(Locale.ROOT)));
        line("    formula_in_words: ", quoted(indicator.formulaInWords()));
        if (!indicator.notes().isEmpty()) {
            line("    notes: ", quoted(indicator.notes()));
        }
        if (indicator.formula().zeroWhenNothing()) {
            line("    zero_when_nothing: true");
        }
    }

    private static String scalar(String value) {
        return PLAIN.matcher(value).matches() && !WORDS_OF_YAML.contains(value) ? value : quoted(value);
    }

    /** In double quotes on one line; what is no printable character of YAML is escaped. */
    private static String quoted(String value) {
        var quoted = new StringBuilder(value.length() + 2).append('"');
        value.codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').appendCodePoint(c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (isPrintable(c)) {
                        quoted.appendCodePoint(c);
                    } else {
                        quoted.append(
                                String.format(Locale.ROOT, "\\u%04X", c)); // the others are all in the first plane
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isPrintable(int c) {
        boolean breaksLines = c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
        return !breaksLines
                && ((c >= 0x20 && c <= 0x7E)
                        || (c >= 0xA0 && c <= 0xD7FF)
                        || (c >= 0xE000 && c <= 0xFFFD)
                        || c >= 0x10000);
    }
}
