package org.citygauge.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.citygauge.aggregator.engine.Decoded;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.benchmarks.peer.SampleReading;
import org.citygauge.benchmarks.run.TestCity;
import org.citygauge.gateway.decode.SourceDecoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Messages read a second: one reading of 100 bytes, and an array of ten. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class Decode {
    private static final long MICROS = 1_764_000_000_123_456L;

    private final SourceDecoder decoder = new SourceDecoder(TestCity.ID, List.of());
    private final Entry one = entry(SampleReading.payload(21, MICROS, 100));
    private final Entry ten = entry(array(10));

    private static Entry entry(byte[] payload) {
        return new Entry(new Message(Message.LISTENER, SampleReading.topic(21, 1_000), payload), MICROS);
    }

    private static byte[] array(int count) {
        var text = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ",")
                    .append(new String(SampleReading.payload(i, MICROS + i, 100), StandardCharsets.UTF_8));
        }
        return text.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public Decoded oneReading() {
        return decoder.decode(one);
    }

    @Benchmark
    public Decoded tenReadings() {
        return decoder.decode(ten);
    }
}
