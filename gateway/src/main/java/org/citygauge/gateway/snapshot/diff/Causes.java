package org.citygauge.gateway.snapshot.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.citygauge.gateway.comparison.Method;
import org.citygauge.gateway.snapshot.table.Forms;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.catalogue.IndicatorNumber;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.Measure;
import org.citygauge.indicators.measure.MeasureId;

/** Finds the inputs that made an indicator another one: formula, bindings, figures, sensors, assets. */
final class Causes {
    private final Side before;
    private final Side after;
    private final Map<MeasureId, List<String>> known = new HashMap<>();

    Causes(Side before, Side after) {
        this.before = before;
        this.after = after;
    }

    /** What concerns all. */
    List<String> general() {
        var lines = new ArrayList<String>();
        differ("edition", before.about().edition(), after.about().edition(), lines);
        differ(
                "live_factor",
                Integer.toString(before.about().liveFactor()),
                Integer.toString(after.about().liveFactor()),
                lines);
        differ(
                "stuck_after",
                before.about().stuckAfter().toString(),
                after.about().stuckAfter().toString(),
                lines);
        differ(
                "calendar",
                before.about().calendar().toString(),
                after.about().calendar().toString(),
                lines);
        if (before.about().isDraft() != after.about().isDraft()) {
            lines.add("one is a draft, in which figures may be carried forward; the other is closed");
        }
        after.about()
                .closing()
                .filter(closing -> !closing.reason().isBlank())
                .ifPresent(closing ->
                        lines.add("reason given for revision " + closing.number() + ": " + closing.reason()));
        return lines;
    }

    private static void differ(String what, String earlier, String later, List<String> lines) {
        if (!earlier.equals(later)) {
            lines.add(what + ": " + earlier + " became " + later);
        }
    }

    /** What changed an indicator; says so where nothing is found. */
    List<String> of(IndicatorNumber number) {
        Optional<Indicator> earlier = before.catalogue().indicator(number);
        Optional<Indicator> later = after.catalogue().indicator(number);
        if (earlier.isEmpty() || later.isEmpty()) {
            return List.of("catalogue: the indicator is in one of the two only");
        }
        var lines = new ArrayList<String>();
        if (!earlier.get().formula().equals(later.get().formula())) {
            lines.add("catalogue: the formula was " + earlier.get().formula() + ", now it is "
                    + later.get().formula());
        }
        Set<MeasureId> measures = new LinkedHashSet<>();
        for (Indicator one : List.of(earlier.get(), later.get())) {
            measures.add(one.formula().numerator());
            measures.add(one.formula().denominator());
        }
        measures.forEach(measure -> lines.addAll(known.computeIfAbsent(measure, this::measure)));
        return lines.isEmpty() ? List.of("no input of it changed; a setting above may have") : lines;
    }

    private List<String> measure(MeasureId id) {
        String earlier = says(before, id);
        String later = says(after, id);
        if (earlier.equals(later)) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        lines.add(id + ": " + earlier + " became " + later);
        Optional<Measure> was = before.catalogue().measure(id);
        Optional<Measure> is = after.catalogue().measure(id);
        if (was.isEmpty() || is.isEmpty()) {
            lines.add("  catalogue: the measure is in one of the two only");
            return lines;
        }
        if (!was.get().equals(is.get())) {
            lines.add("  catalogue: it came from " + Method.origin(was.get()) + ", now it comes from "
                    + Method.origin(is.get()));
        }
        boolean entered =
                was.get().binding() instanceof Binding.Entered || is.get().binding() instanceof Binding.Entered;
        lines.addAll(entered ? figures(id.value()) : new RegisterChanges(before, after).of(was.get(), is.get()));
        return lines;
    }

    private static String says(Side side, MeasureId id) {
        List<String> row = side.measures().get(id.value());
        if (row == null) {
            return "not there";
        }
        String value = Side.cell(Forms.MEASURES, row, "value");
        String carried = Side.cell(Forms.MEASURES, row, "carried_from");
        return value.isEmpty()
                ? "missing (" + Side.cell(Forms.MEASURES, row, "missing") + ")"
                : value + " " + Side.cell(Forms.MEASURES, row, "unit")
                        + (carried.isEmpty() ? "" : " carried forward from " + carried);
    }

    private List<String> figures(String measure) {
        Optional<List<String>> was = before.figure(measure);
        Optional<List<String>> is = after.figure(measure);
        if (was.equals(is)) {
            return List.of();
        }
        return List.of("  figure: " + was.map(Causes::figure).orElse("none") + " became "
                + is.map(Causes::figure).orElse("none"));
    }

    private static String figure(List<String> row) {
        String value = figure(row, "value");
        String version = figure(row, "version");
        String reason = figure(row, "reason");
        return (value.isEmpty() ? figure(row, "measure_value") : value)
                + " " + figure(row, "unit") + " for " + figure(row, "year")
                + (figure(row, "source").isEmpty() ? "" : " by " + figure(row, "source"))
                + (version.isEmpty()
                        ? ""
                        : " (version " + version + ", " + figure(row, "state") + " " + figure(row, "time") + " by "
                                + figure(row, "actor") + (reason.isEmpty() ? "" : ": " + reason) + ")");
    }

    private static String figure(List<String> row, String column) {
        return Side.cell(Forms.FIGURES, row, column);
    }
}
