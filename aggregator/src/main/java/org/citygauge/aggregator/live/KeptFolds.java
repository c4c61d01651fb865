package org.citygauge.aggregator.live;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.archive.ArchiveUnavailable;
import org.citygauge.aggregator.archive.ChangedSeries;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.journal.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the folds of the current year in the archive now and then, so that a start need not read the year again. What is kept holds
 * exactly what was taken in up to a place in the journal; what came later is added at the start, and what came out of order since is
 * added up again.
 */
final class KeptFolds {
    private static final Logger LOG = LoggerFactory.getLogger(KeptFolds.class);
    private static final long EVERY_NANOS = Duration.ofMinutes(5).toNanos();
    /** Writing takes at most so small a part of the time, however many sensors there are. */
    private static final int REST = 100;

    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private final Archive archive;
    private final ReadingStore store;
    private final Intake intake;
    private long next = System.nanoTime() + EVERY_NANOS;

    KeptFolds(Archive archive, ReadingStore store, Intake intake) {
        this.archive = archive;
        this.store = store;
        this.intake = intake;
    }

    /** Takes up what was kept, as far as it still fits. */
    void restore(YearFolds folds, Instant now) {
        Map<Series, Long> late = new HashMap<>();
        archive.folds(new Archive.FoldPages() {
            @Override
            public void begin(Map<Integer, Long> lateSince) {
                lateSince.forEach((series, from) -> late.put(store.series(series), from));
            }

            @Override
            public void page(byte[] page) {
                folds.restore(page, now);
            }
        });
        folds.correct(ChangedSeries.of(late));
    }

    /** Everything announced before a call of this is taken in up to the place it gives. */
    Position position() {
        return intake.position();
    }

    boolean isDue() {
        return System.nanoTime() - next > 0;
    }

    /**
     * Keeps folds that hold what was taken in up to {@code upTo}, once that is committed. Without success it is only tried again later:
     * nothing is lost but time at the next start.
     */
    void keep(YearFolds folds, Position upTo) {
        long begun = System.nanoTime();
        try {
            if (isCommitted(upTo)) {
                archive.keepFolds(upTo, folds.pages());
            }
        } catch (ArchiveUnavailable unavailable) {
            LOG.warn("the sums of the year are not kept for the next start now: {}", unavailable.getMessage());
        }
        long now = System.nanoTime();
        next = now + Math.max(EVERY_NANOS, (now - begun) * REST);
    }

    private boolean isCommitted(Position upTo) {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (intake.committed().compareTo(upTo) < 0) {
            if (System.nanoTime() - until > 0) {
                return false;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return true;
    }
}
