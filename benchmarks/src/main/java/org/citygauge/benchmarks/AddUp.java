package org.citygauge.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.register.SensorKind;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The time to add up a year of one sensor from the archive, a reading every ten minutes: 52 560 of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class AddUp {
    @Param
    public SensorKind kind = SensorKind.GAUGE;

    private SampleYear year = new SampleYear(1, SensorKind.GAUGE, Duration.ofDays(300));

    @Setup
    public void fill() {
        year.close();
        year = new SampleYear(1, kind, Duration.ofMinutes(10));
    }

    @TearDown
    public void end() {
        year.close();
    }

    @Benchmark
    public Contribution aYear() {
        return year.folds().contribution(year.first(), SampleYear.END);
    }
}
