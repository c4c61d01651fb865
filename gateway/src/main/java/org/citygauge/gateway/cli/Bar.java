package org.citygauge.gateway.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** How much of how much are done, on a terminal; nothing elsewhere. */
final class Bar implements AutoCloseable {
    private static final long MIB = 1024L * 1024;

    private final @Nullable ProgressBar bar;

    Bar(String task, long total) {
        this(task, total, " MiB", MIB);
    }

    private Bar(String task, long total, String unit, long size) {
        bar = Boolean.getBoolean("citygauge.terminal") // the launcher knows; Java cannot tell in every version
                ? new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .setUnit(unit, size)
                        .build()
                : null;
    }

    /** Counts parts, not bytes. */
    static Bar ofParts(String task, long total) {
        return new Bar(task, total, "", 1);
    }

    void stepTo(long done, long total) {
        if (bar != null) {
            bar.maxHint(total);
            bar.stepTo(done);
        }
    }

    void stepBy(long more) {
        if (bar != null) {
            bar.stepBy(more);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
