package org.citygauge.gateway.snapshot.diff;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.gateway.snapshot.table.Forms;
import org.citygauge.gateway.snapshot.table.SensorRows;
import org.citygauge.indicators.measure.Measure;
import org.jspecify.annotations.Nullable;

/** What changed in a measure that comes from sensors or the register: assets, rows of sensors, what they sent. */
final class RegisterChanges {
    private static final int SHOWN = 10;
    private static final List<String> TOLD =
            List.of("count", "sum", "growth", "last_value", "last_heard", "readings", "readings_sha256");

    private final Side before;
    private final Side after;

    RegisterChanges(Side before, Side after) {
        this.before = before;
        this.after = after;
    }

    List<String> of(Measure was, Measure is) {
        var lines = new ArrayList<String>();
        assets(before.assets(was.binding()), after.assets(is.binding()), lines);
        sensors(was.id().value(), lines);
        if (lines.size() <= SHOWN) {
            return lines;
        }
        int more = lines.size() - SHOWN;
        var shown = new ArrayList<>(lines.subList(0, SHOWN));
        shown.add("  and " + more + " more");
        return shown;
    }

    private static void assets(Map<String, Asset> was, Map<String, Asset> is, List<String> lines) {
        Set<String> ids = new TreeSet<>(was.keySet());
        ids.addAll(is.keySet());
        for (String id : ids) {
            Asset earlier = was.get(id);
            Asset later = is.get(id);
            if (earlier == null || later == null) {
                lines.add("  register: asset " + id + (earlier == null ? " is new" : " is gone"));
            } else if (!earlier.equals(later)) {
                lines.add("  register: asset " + id + columns(earlier.columns(), later.columns()));
            }
        }
    }

    private static String columns(Map<String, String> was, Map<String, String> is) {
        Set<String> names = new TreeSet<>(was.keySet());
        names.addAll(is.keySet());
        var text = new StringBuilder();
        for (String name : names) {
            if (!Objects.equals(was.get(name), is.get(name))) {
                text.append(text.isEmpty() ? ": " : ", ")
                        .append(name)
                        .append(" ")
                        .append(was.getOrDefault(name, "(empty)"))
                        .append(" became ")
                        .append(is.getOrDefault(name, "(empty)"));
            }
        }
        return text.toString();
    }

    private void sensors(String measure, List<String> lines) {
        Map<SensorRows.Key, List<String>> was = before.shares().getOrDefault(measure, Map.of());
        Map<SensorRows.Key, List<String>> is = after.shares().getOrDefault(measure, Map.of());
        Set<SensorRows.Key> keys = new LinkedHashSet<>(was.keySet());
        keys.addAll(is.keySet());
        for (SensorRows.Key key : keys) {
            String earlier = share(was.get(key));
            String later = share(is.get(key));
            if (!earlier.equals(later)) {
                lines.add("  sensor " + key + ": " + earlier + " became " + later + why(key));
            }
        }
    }

    private static String share(@Nullable List<String> row) {
        if (row == null) {
            return "no row of the register";
        }
        String share = Side.cell(Forms.SHARES, row, "share");
        boolean live = Side.cell(Forms.SHARES, row, "live").equals("true");
        return (share.isEmpty() ? "nothing" : share) + (live ? "" : ", not live");
    }

    /** The row of the register, or what the sensor sent. */
    private String why(SensorRows.Key key) {
        if (!before.sensor(key).equals(after.sensor(key))) {
            return before.sensor(key).isEmpty() || after.sensor(key).isEmpty()
                    ? ""
                    : " (its row of the register changed)";
        }
        List<String> was = before.sensors().get(key);
        List<String> is = after.sensors().get(key);
        if (was == null || is == null) {
            return "";
        }
        var told = TOLD.stream()
                .map(column ->
                        change(column, Side.cell(Forms.SENSORS, was, column), Side.cell(Forms.SENSORS, is, column)))
                .flatMap(Optional::stream)
                .toList();
        return told.isEmpty() ? "" : " (readings: " + String.join(", ", told) + ")";
    }

    private static Optional<String> change(String column, String was, String is) {
        if (was.equals(is)) {
            return Optional.empty();
        }
        return Optional.of(column.equals("readings_sha256") ? "other readings" : column + " " + was + " became " + is);
    }
}
