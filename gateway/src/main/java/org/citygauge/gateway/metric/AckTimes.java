package org.citygauge.gateway.metric;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * The histogram {@code citygauge_ack_seconds}: the time from a message's receipt to its acknowledgement. Messages that became safe
 * together are counted together, which a ready-made histogram cannot. Safe for use by many threads.
 */
final class AckTimes implements Collector, AckRecorder {
    private static final List<Duration> STEPS = Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 1_000, 5_000)
            .map(Duration::ofMillis)
            .toList();

    private final long[] upTo = STEPS.stream().mapToLong(Duration::toNanos).toArray();
    private final LongAdder[] counts =
            Stream.generate(LongAdder::new).limit(STEPS.size() + 1L).toArray(LongAdder[]::new);
    private final LongAdder nanos = new LongAdder();

    @Override
    public void acknowledged(long took, int messages) {
        int step = 0;
        while (step < upTo.length && took > upTo[step]) {
            step++;
        }
        counts[step].add(messages);
        nanos.add(took * messages);
    }

    @Override
    public MetricSnapshot collect() {
        var buckets = ClassicHistogramBuckets.builder();
        for (int step = 0; step < counts.length; step++) {
            buckets.bucket(step < upTo.length ? upTo[step] / 1e9 : Double.POSITIVE_INFINITY, counts[step].sum());
        }
        return HistogramSnapshot.builder()
                .name("citygauge_ack_seconds")
                .help("Time from a message's receipt to its acknowledgement")
                .dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets.build())
                        .sum(nanos.sum() / 1e9)
                        .build())
                .build();
    }
}
