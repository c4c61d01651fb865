package org.citygauge.gateway.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** How many bytes of how many are done, on a terminal; nothing elsewhere. */
final class Bar implements AutoCloseable {
    private static final long MIB = 1024L * 1024;

    private final @Nullable ProgressBar bar;

    Bar(String task, long total) {
        bar = Boolean.getBoolean("citygauge.terminal") // the launcher knows; Java cannot tell in every version
                ? new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .setUnit(" MiB", MIB)
                        .build()
                : null;
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
