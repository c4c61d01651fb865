package org.citygauge.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.figure.Figures;
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

/** The time to evaluate the whole catalogue once the sensors are added up, as it is done whenever something changed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class Evaluate {
    @Param({"300", "10000"})
    public int sensors;

    private SampleYear year = new SampleYear(1, SensorKind.AMOUNT, Duration.ofDays(300));
    private YearFolds folds = year.folds();

    @Setup
    public void fill() {
        year.close();
        year = new SampleYear(sensors, SensorKind.AMOUNT, Duration.ofDays(10));
        folds = year.folds();
        folds.warm(SampleYear.END);
    }

    @TearDown
    public void end() {
        year.close();
    }

    @Benchmark
    public YearState theCatalogue() {
        return folds.evaluate(SampleYear.END, Figures.NONE);
    }
}
