package org.citygauge.gateway.snapshot.diff;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.citygauge.gateway.snapshot.table.Forms;
import org.citygauge.indicators.catalogue.IndicatorNumber;
import org.jspecify.annotations.Nullable;

/**
 * Two packages of one city, indicator by indicator: two revisions of a year, or two years.
 *
 * @param before the first, in words
 * @param after the second, in words
 * @param general what concerns all indicators, such as another setting
 * @param changes the indicators whose value or status changed, by number
 * @param same how many did not change
 */
public record SnapshotDiff(String before, String after, List<String> general, List<IndicatorChange> changes, int same) {
    public SnapshotDiff {
        general = List.copyOf(general);
        changes = List.copyOf(changes);
    }

    /** @throws IOException if one of them cannot be read, was changed, or they are of two cities */
    public static SnapshotDiff of(Path first, Path second) throws IOException {
        Side before = Side.read(first);
        Side after = Side.read(second);
        String city = before.about().city().id();
        if (!city.equals(after.about().city().id())) {
            throw new IOException("one is of " + city + ", the other of "
                    + after.about().city().id() + "; what changed in one city is compared only");
        }
        var causes = new Causes(before, after);
        var changes = new ArrayList<IndicatorChange>();
        Set<String> numbers = new LinkedHashSet<>(before.indicators().keySet());
        numbers.addAll(after.indicators().keySet());
        int same = 0;
        for (String number : numbers) {
            String earlier = says(before.indicators().get(number));
            String later = says(after.indicators().get(number));
            if (earlier.equals(later)) {
                same++;
            } else {
                List<String> row = after.indicators()
                        .getOrDefault(number, before.indicators().getOrDefault(number, List.of()));
                changes.add(new IndicatorChange(
                        number,
                        Side.cell(Forms.INDICATORS, row, "title"),
                        earlier,
                        later,
                        causes.of(IndicatorNumber.parse(number))));
            }
        }
        return new SnapshotDiff(before.name(), after.name(), causes.general(), changes, same);
    }

    private static String says(@Nullable List<String> row) {
        if (row == null) {
            return "not there";
        }
        String value = Side.cell(Forms.INDICATORS, row, "value");
        return value.isEmpty()
                ? Side.cell(Forms.INDICATORS, row, "status")
                : value + " " + Side.cell(Forms.INDICATORS, row, "unit");
    }
}
