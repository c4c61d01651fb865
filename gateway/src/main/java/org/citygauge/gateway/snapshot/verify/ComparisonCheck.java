package org.citygauge.gateway.snapshot.verify;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.gateway.snapshot.bag.PackageFile;
import org.citygauge.gateway.snapshot.table.Exact;
import org.citygauge.gateway.snapshot.table.Forms;
import org.citygauge.gateway.snapshot.table.Words;

/** Whether this year's side of the comparison is this year's, and the changes are differences of the two sides. */
final class ComparisonCheck {
    private ComparisonCheck() {}

    static void run(PackageFile file, YearState state, Findings findings) throws IOException {
        if (!file.paths().contains(Forms.COMPARISON.path())) {
            return;
        }
        Map<String, IndicatorState> byNumber = new HashMap<>();
        state.indicators().forEach(one -> byNumber.put(one.indicator().number().toString(), one));
        int agreed = 0;
        List<List<String>> rows = new YearFiles(file).rows(Forms.COMPARISON);
        for (List<String> row : rows) {
            IndicatorState now = byNumber.get(cell(row, "number"));
            String after = now == null ? "" : Words.exact(Words.value(now));
            boolean same = cell(row, "after").equals(after) && isDifference(row);
            agreed += same ? 1 : 0;
            if (!same) {
                findings.differ(
                        Forms.COMPARISON.path(), cell(row, "number") + ": does not fit this year's value " + after);
            }
        }
        findings.agree(agreed + " of " + rows.size() + " changes from the year before are differences of their values");
    }

    private static boolean isDifference(List<String> row) {
        Optional<BigDecimal> change = Exact.number(cell(row, "change"));
        Optional<BigDecimal> before = Exact.number(cell(row, "before"));
        Optional<BigDecimal> after = Exact.number(cell(row, "after"));
        return change.isEmpty()
                || (before.isPresent()
                        && after.isPresent()
                        && after.get().subtract(before.get()).compareTo(change.get()) == 0);
    }

    private static String cell(List<String> row, String column) {
        return row.get(Forms.COMPARISON.place(column));
    }
}
