package org.citygauge.benchmarks.run;

import java.time.Duration;

/** Processor time of processes. */
public final class Cpu {
    private Cpu() {}

    /** What a process used since it began, user and system. */
    public static double seconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }
}
