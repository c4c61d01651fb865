package org.citygauge.gateway.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.formula.Formula;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.Measure;

/**
 * How an indicator was made, as far as it decides whether two values may be compared.
 *
 * @param formula such as {@code 100 × a ÷ b}
 * @param numerator where the number above the line comes from
 * @param denominator where the number below the line comes from
 */
public record Method(String formula, String numerator, String denominator) {

    /** How an indicator is made of these measures. */
    public static Method of(Indicator indicator, Measure above, Measure below) {
        Formula formula = indicator.formula();
        return new Method(
                formula.scale().stripTrailingZeros().toPlainString() + " × " + formula.numerator() + " ÷ "
                        + formula.denominator(),
                origin(above),
                origin(below));
    }

    /** Where a measure comes from, in words. */
    public static String origin(Measure measure) {
        return measure.aggregation().code() + " in " + measure.unit() + ", " + origin(measure.binding());
    }

    private static String origin(Binding binding) {
        return switch (binding) {
            case Binding.Entered entered -> "entered";
            case Binding.Register register ->
                "register: "
                        + register.weigh().map(column -> column + " of ").orElse("count of ")
                        + register.assetClass()
                        + where(register.where())
                        + (register.live() ? ", live" : "");
            case Binding.Sensors sensors ->
                "sensors: " + sensors.quantity() + " of " + String.join(" + ", sensors.plus())
                        + (sensors.minus().isEmpty() ? "" : " − " + String.join(" − ", sensors.minus()))
                        + where(sensors.where())
                        + sensors.inState()
                                .map(state -> ", in state " + state.toPlainString())
                                .orElse("");
        };
    }

    private static String where(Map<String, String> where) {
        return where.isEmpty() ? "" : " where " + new TreeMap<>(where);
    }

    /** In what the two differ, each as a sentence; empty where they do not. */
    List<String> differences(Method later) {
        var found = new ArrayList<String>();
        differ("formula", formula, later.formula, found);
        differ("numerator", numerator, later.numerator, found);
        differ("denominator", denominator, later.denominator, found);
        return List.copyOf(found);
    }

    private static void differ(String what, String before, String after, List<String> found) {
        if (!before.equals(after)) {
            found.add(what + ": " + before + " became " + after);
        }
    }
}
