package org.citygauge.indicators.catalogue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.citygauge.indicators.measure.Aggregation;
import org.citygauge.indicators.measure.Binding;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads {@code binding: entered}, {@code binding: {sensors: …}} and {@code binding: {register: …}}. */
final class BindingReader {
    private BindingReader() {}

    static Optional<Binding> read(YamlEntries owner, String key) {
        if (owner.node(key).orElse(null) instanceof ScalarNode scalar) {
            if (scalar.getValue().equals("entered")) {
                return Optional.of(new Binding.Entered());
            }
            owner.problemAt(
                    key, "\"" + scalar.getValue() + "\" is no binding: use entered, {sensors: …} or {register: …}");
            return Optional.empty();
        }
        Optional<YamlEntries> body = owner.entries(key);
        if (body.isEmpty()) {
            owner.problem(owner.line(), owner.path(key) + " is missing: use entered, {sensors: …} or {register: …}");
            return Optional.empty();
        }
        YamlEntries entries = body.get();
        Optional<Binding> binding = entries.has("sensors")
                ? entries.entries("sensors").flatMap(BindingReader::sensors)
                : entries.entries("register").flatMap(BindingReader::register);
        if (!entries.has("sensors") && !entries.has("register")) {
            owner.problemAt(key, "expected entered, {sensors: …} or {register: …}");
        }
        entries.finish();
        return binding;
    }

    private static Optional<Binding> sensors(YamlEntries entries) {
        List<String> plus = entries.has("class") ? entries.texts("class") : entries.texts("plus");
        List<String> minus = entries.texts("minus");
        Map<String, String> where = where(entries);
        Optional<String> quantity = entries.required("quantity");
        Optional<BigDecimal> state =
                entries.text("in_state").flatMap(text -> entries.parsed("in_state", text, YamlNumber::of));
        if (plus.isEmpty()) {
            entries.problem(entries.line(), entries.path("class") + " is missing: class: NAME, or plus: [NAME, …]");
        }
        entries.finish();
        return plus.isEmpty() || quantity.isEmpty()
                ? Optional.empty()
                : Optional.of(new Binding.Sensors(plus, minus, where, quantity.get(), state));
    }

    private static Optional<Binding> register(YamlEntries entries) {
        Optional<String> assetClass = entries.required("class");
        Map<String, String> where = where(entries);
        Optional<String> weigh = entries.text("weigh");
        boolean live = entries.text("live")
                .flatMap(text -> entries.parsed("live", text, BindingReader::yesOrNo))
                .orElse(false);
        entries.finish();
        return assetClass.map(name -> new Binding.Register(name, where, weigh, live));
    }

    private static boolean yesOrNo(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
        };
    }

    private static Map<String, String> where(YamlEntries entries) {
        return entries.entries("where")
                .map(columns -> columns.keys().stream()
                        .collect(Collectors.toMap(
                                column -> column, column -> columns.text(column).orElse(""))))
                .orElse(Map.of());
    }

    /** Why a binding cannot feed a measure of this aggregation; empty when it can. */
    static Optional<String> misfit(Binding binding, Aggregation aggregation) {
        return switch (binding) {
            case Binding.Entered entered -> Optional.empty();
            case Binding.Register register ->
                switch (aggregation) {
                    case LIVE_COUNT, LIVE_WEIGHT, LAST -> Optional.empty();
                    case SUM ->
                        register.live()
                                ? Optional.of(
                                        "a sum over the register takes what came into service in the year, live or not")
                                : Optional.empty();
                    case MEAN, COUNTER, DURATION_TOTAL ->
                        Optional.of(
                                "a measure that is a " + aggregation.code() + " cannot be counted over the register");
                };
            case Binding.Sensors sensors ->
                switch (aggregation) {
                    case SUM, MEAN, COUNTER, LAST, DURATION_TOTAL -> Optional.empty();
                    case LIVE_COUNT, LIVE_WEIGHT ->
                        Optional.of("a measure that is a " + aggregation.code()
                                + " counts assets: bind it to the register, with live: true");
                };
        };
    }
}
