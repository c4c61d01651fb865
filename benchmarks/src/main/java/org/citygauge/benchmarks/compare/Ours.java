package org.citygauge.benchmarks.compare;

import java.util.Optional;
import org.citygauge.benchmarks.peer.Mosquitto;
import org.citygauge.benchmarks.peer.SampleReading;
import org.citygauge.benchmarks.run.Books;
import org.citygauge.benchmarks.run.RunningGateway;
import org.citygauge.benchmarks.run.TestCity;

/**
 * A gateway whose source is the broker; done when its books show everything stored, which is after it is durable and acknowledged.
 *
 * @param settings of the broker, besides its address
 */
record Ours(String settings) implements Contestant {
    private static final int LIMIT_SECONDS = 120;
    private static final int SENSORS = 1_000;

    @Override
    public Drained drain(Bench bench, Mosquitto broker, int messages) throws Exception {
        String sources = "sources:\n  - name: broker\n    topics: [\"" + SampleReading.filter()
                + "\"]\n    broker: {url: \"" + broker.url() + "\", " + settings + "}\n";
        try (RunningGateway gateway = bench.gateway(new TestCity(SENSORS, 0, Optional.of(sources)))) {
            double cpu = gateway.cpuSeconds();
            Books first = gateway.books();
            long begun = System.nanoTime();
            while (first.messages() == 0) {
                cpu = gateway.cpuSeconds();
                begun = System.nanoTime();
                first = gateway.books();
            }
            gateway.awaitStored(messages, LIMIT_SECONDS);
            double seconds = (System.nanoTime() - begun) / 1e9;
            return Drained.of(messages - first.messages(), seconds, gateway.cpuSeconds() - cpu);
        }
    }
}
