package org.citygauge.indicators.catalogue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.citygauge.indicators.formula.Formula;
import org.citygauge.indicators.measure.Aggregation;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.Measure;
import org.citygauge.indicators.measure.MeasureId;
import org.citygauge.indicators.measure.Unit;

/**
 * Reads catalogue files one on top of the other, whole, and finds all that is wrong at once.
 *
 * <p>A file has {@code themes}, {@code measures}, {@code indicators} and {@code bindings}; the last say where measures that are known
 * already come from in this city.
 */
final class CatalogueReader {
    private final List<Problem> problems = new ArrayList<>();
    private final Map<Integer, Theme> themes = new TreeMap<>();
    private final Map<MeasureId, Measure> measures = new LinkedHashMap<>();
    private final Map<IndicatorNumber, Indicator> indicators = new TreeMap<>();
    private final Set<MeasureId> used = new HashSet<>();
    private String edition = "";

    /** Goes on from a catalogue that is sound. */
    void begin(Catalogue base) {
        edition = base.edition();
        measures.putAll(base.measures());
        indicators.putAll(base.indicators());
        base.inOrder().forEach(indicator -> {
            themes.put(indicator.theme().number(), indicator.theme());
            used.add(indicator.formula().numerator());
            used.add(indicator.formula().denominator());
        });
    }

    void read(CatalogueText file) {
        YamlEntries.read(file.name(), file.text(), problems).ifPresent(this::read);
    }

    private void read(YamlEntries entries) {
        entries.text("edition").ifPresent(text -> edition = text);
        entries.list("themes").forEach(this::theme);
        List<YamlEntries> newMeasures = entries.list("measures");
        newMeasures.forEach(this::measure);
        List<YamlEntries> newIndicators = entries.list("indicators");
        newIndicators.forEach(this::indicator);
        entries.entries("bindings").ifPresent(this::bindings);
        entries.finish();
        newMeasures.forEach(this::requireUse);
        if (!newIndicators.isEmpty()) {
            requireNumbering(entries);
        }
    }

    CatalogueLoad finish() {
        return problems.isEmpty()
                ? new CatalogueLoad.Loaded(new Catalogue(edition, indicators, measures))
                : new CatalogueLoad.Faulty(problems);
    }

    private void theme(YamlEntries entry) {
        Optional<Integer> number = entry.required("number", CatalogueReader::whole);
        Optional<String> title = entry.required("title");
        entry.finish();
        if (number.isPresent() && title.isPresent()) {
            Theme before = themes.putIfAbsent(number.get(), new Theme(number.get(), title.get()));
            if (before != null) {
                entry.problemAt("number", "theme " + number.get() + " is there already: " + before.title());
            }
        }
    }

    private static int whole(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException("\"" + text + "\" is no whole number", notOne);
        }
    }

    private void measure(YamlEntries entry) {
        Optional<MeasureId> id = entry.required("id", MeasureId::new);
        Optional<String> title = entry.required("title");
        Optional<Unit> unit = entry.required("unit", CatalogueReader::unit);
        Optional<Aggregation> aggregation = entry.required("aggregation", CatalogueReader::aggregation);
        Optional<Binding> binding = BindingReader.read(entry, "binding");
        entry.finish();
        if (id.isEmpty() || title.isEmpty() || unit.isEmpty() || aggregation.isEmpty() || binding.isEmpty()) {
            return;
        }
        BindingReader.misfit(binding.get(), aggregation.get()).ifPresent(text -> entry.problemAt("binding", text));
        var measure = new Measure(id.get(), title.get(), unit.get(), aggregation.get(), binding.get());
        if (measures.putIfAbsent(id.get(), measure) != null) {
            entry.problemAt(
                    "id", "the measure " + id.get() + " is there already; to feed it from elsewhere, use bindings");
        }
    }

    private static Unit unit(String code) {
        return Unit.parse(code)
                .orElseThrow(() ->
                        new IllegalArgumentException("\"" + code + "\" is no UCUM unit such as kW.h, m3 or {space}"));
    }

    private static Aggregation aggregation(String code) {
        for (Aggregation aggregation : Aggregation.values()) {
            if (aggregation.code().equals(code)) {
                return aggregation;
            }
        }
        throw new IllegalArgumentException("\"" + code
                + "\" is no aggregation: use sum, mean, last, counter, live_count," + " live_weight or duration_total");
    }

    private static Better better(String code) {
        try {
            return Better.valueOf(code.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "\"" + code + "\" is no direction: use higher, lower or neutral", unknown);
        }
    }

    private void indicator(YamlEntries entry) {
        Optional<IndicatorNumber> number = entry.required("number", IndicatorNumber::parse);
        Optional<String> title = entry.required("title");
        Optional<String> unit = entry.required("unit");
        Optional<BigDecimal> scale = entry.required("scale", YamlNumber::of);
        Optional<Measure> above = known(entry, "numerator");
        Optional<Measure> below = known(entry, "denominator");
        Optional<Better> better = entry.required("better", CatalogueReader::better);
        Optional<String> words = entry.required("formula_in_words");
        String notes = entry.text("notes").orElse("");
        boolean zero = entry.text("zero_when_nothing").filter("true"::equals).isPresent();
        entry.finish();
        Optional<Theme> theme = number.flatMap(its -> theme(entry, its));
        if (theme.isEmpty() || title.isEmpty() || unit.isEmpty() || scale.isEmpty()) {
            return;
        }
        if (above.isEmpty() || below.isEmpty() || better.isEmpty() || words.isEmpty()) {
            return;
        }
        UnitCheck.misfit(
                        unit.get(), scale.get(), above.get().unit(), below.get().unit())
                .ifPresent(text -> entry.problemAt("unit", text));
        entry.parsed(
                        "scale",
                        "",
                        ignored -> new Formula(
                                scale.get(), above.get().id(), below.get().id(), zero))
                .map(formula -> new Indicator(
                        number.get(), theme.get(), title.get(), unit.get(), formula, better.get(), words.get(), notes))
                .ifPresent(indicator -> add(entry, indicator));
    }

    private void add(YamlEntries entry, Indicator indicator) {
        if (indicators.putIfAbsent(indicator.number(), indicator) != null) {
            entry.problemAt("number", "the indicator " + indicator.number() + " is there already");
        }
    }

    private Optional<Theme> theme(YamlEntries entry, IndicatorNumber number) {
        Theme theme = themes.get(number.theme());
        if (theme == null) {
            entry.problemAt("number", "there is no theme " + number.theme() + "; list it under themes");
        }
        return Optional.ofNullable(theme);
    }

    private Optional<Measure> known(YamlEntries entry, String key) {
        return entry.required(key, MeasureId::new).flatMap(id -> {
            used.add(id);
            Measure measure = measures.get(id);
            if (measure == null) {
                entry.problemAt(key, "unknown measure " + id + suggestion(id));
            }
            return Optional.ofNullable(measure);
        });
    }

    private String suggestion(MeasureId id) {
        return Spelling.suggestion(
                id.value(), measures.keySet().stream().map(MeasureId::value).toList());
    }

    private void bindings(YamlEntries entries) {
        for (String key : Set.copyOf(entries.keys())) {
            entries.parsed(key, key, MeasureId::new).ifPresent(id -> {
                Measure measure = measures.get(id);
                if (measure == null) {
                    entries.problemAt(key, "unknown measure" + suggestion(id));
                    return;
                }
                BindingReader.read(entries, key).ifPresent(binding -> {
                    BindingReader.misfit(binding, measure.aggregation())
                            .ifPresent(text -> entries.problemAt(key, text));
                    measures.put(id, measure.withBinding(binding));
                });
            });
        }
    }

    private void requireUse(YamlEntries entry) {
        entry.text("id").ifPresent(id -> {
            if (used.stream().noneMatch(measure -> measure.value().equals(id))) {
                entry.problemAt("id", "no indicator uses the measure " + id);
            }
        });
    }

    private void requireNumbering(YamlEntries file) {
        int theme = 0;
        int place = 0;
        for (IndicatorNumber number : indicators.keySet()) {
            place = number.theme() == theme ? place + 1 : 1;
            theme = number.theme();
            if (number.place() != place) {
                file.problemAt(
                        "indicators",
                        "theme " + theme + " has no indicator " + theme + "." + place + ", but " + number);
                place = number.place();
            }
        }
    }
}
