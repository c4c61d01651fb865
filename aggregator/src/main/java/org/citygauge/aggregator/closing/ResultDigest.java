package org.citygauge.aggregator.closing;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeSet;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.indicators.formula.Outcome;

/** The SHA-256 of all that a year says: every measure and every indicator, with all their digits. */
public final class ResultDigest {
    private ResultDigest() {}

    public static String of(YearState year) {
        var text = new StringBuilder();
        text.append(year.year()).append('|').append(year.asOf()).append('\n');
        year.measures().values().stream()
                .sorted(Comparator.comparing(state -> state.measure().id().toString()))
                .forEach(state -> add(text, state));
        year.indicators().forEach(state -> add(text, state));
        return sha256(text.toString());
    }

    private static void add(StringBuilder text, MeasureState state) {
        text.append(state.measure().id())
                .append('|')
                .append(plain(state.value()))
                .append('|')
                .append(state.missing().orElse(""))
                .append('|')
                .append(state.source())
                .append('|')
                .append(plain(state.completeness()))
                .append('|')
                .append(state.sensors())
                .append('|')
                .append(new TreeSet<>(state.flags()))
                .append('\n');
    }

    private static void add(StringBuilder text, IndicatorState state) {
        text.append(state.indicator().number()).append('|');
        switch (state.outcome()) {
            case Outcome.Computed(BigDecimal value) -> text.append(value.toPlainString());
            case Outcome.Incomplete incomplete -> text.append("incomplete");
            case Outcome.Undefined(String reason) -> text.append("undefined: ").append(reason);
        }
        text.append('|')
                .append(plain(state.completeness()))
                .append('|')
                .append(state.sensors())
                .append('|')
                .append(new TreeSet<>(state.flags()))
                .append('\n');
    }

    private static String plain(Optional<BigDecimal> value) {
        return value.map(BigDecimal::toPlainString).orElse("");
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
