package org.citygauge.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.citygauge.aggregator.reading.Decimal;
import org.citygauge.aggregator.reading.Reading;
import org.citygauge.aggregator.reading.SeriesKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Readings taken into the archive a second, commits and merges included: each later than the one before, or anywhere in the last day. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
public class Admit {
    private static final int STEP = 10_000;
    private static final long BASE = 1_764_000_000_000_000L;
    private static final long APART = 137;
    private static final long DAY = 86_400_000_000L;

    @Param({"1000", "100000"})
    public int series;

    private final Random random = new Random(7);
    private final OpenArchive archive = new OpenArchive();
    private final List<SeriesKey> keys = new ArrayList<>();
    private long number;

    @Setup
    public void prepare() {
        for (int i = 0; i < series; i++) {
            keys.add(new SeriesKey("sensor-" + i, ""));
        }
    }

    @TearDown
    public void end() {
        archive.close();
    }

    @Benchmark
    @OperationsPerInvocation(STEP)
    public void inOrder() {
        take(false);
    }

    @Benchmark
    @OperationsPerInvocation(STEP)
    public void outOfOrder() {
        take(true);
    }

    private void take(boolean anywhere) {
        var readings = new ArrayList<Reading>(STEP);
        for (int i = 0; i < STEP; i++, number++) {
            long time = BASE + number * APART - (anywhere ? random.nextLong(DAY) : 0);
            readings.add(new Reading(
                    keys.get((int) (number % series)), time, new Decimal(number % 10_000, 1), "kW.h", "", 0, false));
        }
        archive.take(readings);
    }
}
