package org.citygauge.gateway.snapshot.verify;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.gateway.snapshot.bag.PackageFile;
import org.citygauge.gateway.snapshot.table.Exact;
import org.citygauge.gateway.snapshot.table.Forms;
import org.citygauge.gateway.snapshot.table.MeasureRows;
import org.citygauge.gateway.snapshot.table.TableReader;
import org.citygauge.gateway.table.Cells;
import org.citygauge.indicators.formula.Formula;
import org.citygauge.indicators.measure.Aggregation;

/** Whether the shares of its sensors add up to each measure: plain arithmetic, without the evaluator. */
final class ShareSums {
    private final YearState state;
    private final Findings findings;
    private final Map<String, Sum> sums = new HashMap<>();

    private static final class Sum {
        private BigDecimal total = BigDecimal.ZERO;
        private long count;
    }

    ShareSums(YearState state, Findings findings) {
        this.state = state;
        this.findings = findings;
    }

    void check(PackageFile file) throws IOException {
        int measure = Forms.SHARES.place("measure");
        int share = Forms.SHARES.place("share");
        try (InputStream in = file.open(Forms.SHARES.path())) {
            TableReader.read(
                    Forms.SHARES,
                    in,
                    row -> Exact.number(row.get(share)).ifPresent(value -> {
                        Sum sum = sums.computeIfAbsent(row.get(measure), name -> new Sum());
                        sum.total = sum.total.add(value);
                        sum.count++;
                    }));
        }
        long agreed = MeasureRows.sorted(state)
                .filter(one -> !one.bound().isEmpty() && one.value().isPresent())
                .filter(this::addsUp)
                .count();
        findings.agree("the shares of sensors add up to " + agreed + " measures");
    }

    private boolean addsUp(MeasureState measure) {
        String name = measure.measure().id().value();
        Sum sum = sums.getOrDefault(name, new Sum());
        BigDecimal expected = measure.measure().aggregation() == Aggregation.MEAN && sum.count > 0
                ? sum.total.divide(BigDecimal.valueOf(sum.count), Formula.QUOTIENT)
                : sum.total;
        boolean same = expected.compareTo(measure.value().orElseThrow()) == 0;
        if (!same) {
            findings.differ(
                    Forms.SHARES.path(),
                    "the shares in " + name + " make " + Cells.exact(expected) + ", not "
                            + Cells.exact(measure.value().orElseThrow()));
        }
        return same;
    }
}
