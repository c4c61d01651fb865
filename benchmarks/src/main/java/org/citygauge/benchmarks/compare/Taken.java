package org.citygauge.benchmarks.compare;

import java.io.IOException;
import org.citygauge.benchmarks.run.Books;
import org.citygauge.benchmarks.run.RunningGateway;
import org.citygauge.gateway.simulate.Load;
import org.citygauge.gateway.simulate.Outcome;

/**
 * What a gateway made of one run of the generator.
 *
 * @param acknowledged readings a second, until the last acknowledgement
 * @param archived readings a second, until its books show all of them stored and nothing pending
 * @param cpuMicros processor time of the gateway for a reading, until then
 * @param p99Millis acknowledgement latency
 */
record Taken(double acknowledged, double archived, double cpuMicros, double p99Millis) {
    private static final int LIMIT_SECONDS = 120;

    static Taken run(Bench bench, RunningGateway gateway, Load load) throws IOException, InterruptedException {
        Books before = gateway.books();
        double cpu = gateway.cpuSeconds();
        Outcome outcome = bench.run(load);
        long returned = System.nanoTime();
        gateway.awaitStored(before.stored() + outcome.readings(), LIMIT_SECONDS);
        double seconds = outcome.seconds() + (System.nanoTime() - returned) / 1e9;
        double used = gateway.cpuSeconds() - cpu;
        Books after = gateway.books();
        if (after.stored() != before.stored() + outcome.readings() || after.rejected() != before.rejected()) {
            throw new IllegalStateException("the books do not show what was acknowledged: " + after);
        }
        return new Taken(
                outcome.readingsPerSecond(),
                outcome.readings() / seconds,
                used * 1e6 / outcome.readings(),
                outcome.p99Millis());
    }
}
