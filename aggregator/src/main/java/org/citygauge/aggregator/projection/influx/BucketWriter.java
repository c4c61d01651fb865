package org.citygauge.aggregator.projection.influx;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes to one bucket: what is live first, and between any two pieces of the rest. What fails is tried again: soon
 * where the server is away, seldom where somebody has to do something first.
 */
final class BucketWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BucketWriter.class);

    private final Bucket bucket;
    private final Feed live;
    private final List<Feed> feeds;
    private final Pace pace;
    private final PointSink sink;
    private final PointCounts counts;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile Optional<String> lastError = Optional.empty();
    private int failures;

    /**
     * Writes nothing before {@link #start}.
     *
     * @param live steps in between any two pieces of the others
     * @param feeds take turns
     */
    BucketWriter(Bucket bucket, PointSink sink, PointCounts counts, Feed live, List<Feed> feeds, Pace pace) {
        this.bucket = bucket;
        this.sink = sink;
        this.counts = counts;
        this.live = live;
        this.feeds = List.copyOf(feeds);
        this.pace = pace;
        thread = new Thread(this::work, "influx-projection " + bucket.name());
    }

    void start() {
        thread.start();
    }

    /** Why the last write failed; empty once one succeeded again. */
    Optional<String> lastError() {
        return lastError;
    }

    /** Waits a few seconds for the write that is under way. */
    @Override
    public void close() {
        stop.countDown();
        if (thread.getState() == Thread.State.NEW) {
            sink.close();
            return;
        }
        try {
            if (!thread.join(Duration.ofSeconds(3))) {
                thread.interrupt();
                thread.join(Duration.ofSeconds(3).toMillis());
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try (sink) {
            Duration wait = Duration.ZERO;
            while (!stop.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                wait = round().map(this::settle).orElse(pace.tick());
            }
            if (failures == 0) {
                live.step(sink);
            }
        } catch (InterruptedException hurried) {
            LOG.debug("Ended while InfluxDB was slow", hurried);
        }
    }

    /** Writes what there is to write, until there is nothing or it fails; how it went last, empty if there was nothing at all. */
    private Optional<Written> round() {
        try {
            Optional<Written> last = noted(live.step(sink));
            boolean busy = true;
            while (busy) {
                busy = false;
                for (Feed feed : feeds) {
                    if (isBad(last) || stop.getCount() == 0) {
                        return last;
                    }
                    Optional<Written> piece = noted(feed.step(sink));
                    if (piece.isPresent()) {
                        busy = true;
                        last = isBad(piece) ? piece : live.step(sink).or(() -> piece);
                    }
                }
            }
            return last;
        } catch (RuntimeException surprise) {
            LOG.debug("The projection failed", surprise);
            return Optional.of(new Written.Away(surprise.toString()));
        }
    }

    /** There may be much to write: that it works is told with the first piece. */
    private Optional<Written> noted(Optional<Written> result) {
        if (result.filter(Written.There.class::isInstance).isPresent()) {
            worksAgain();
        }
        return result;
    }

    private void worksAgain() {
        if (failures > 0) {
            LOG.info("InfluxDB takes points again: {}", bucket);
        }
        failures = 0;
        lastError = Optional.empty();
    }

    private static boolean isBad(Optional<Written> result) {
        return result.filter(written -> !(written instanceof Written.There)).isPresent();
    }

    /** Tells how it went, once, and answers how long to wait. */
    private Duration settle(Written result) {
        counts.failed(result);
        return switch (result) {
            case Written.There there -> {
                worksAgain();
                yield pace.tick();
            }
            case Written.Away(String why) -> {
                if (failures == 0) {
                    LOG.warn("InfluxDB is away, points wait until it is back: {} ({})", bucket, why);
                }
                yield failed(why, backoff());
            }
            case Written.Denied(String why) -> {
                String told = bucket + " " + why;
                if (!lastError.equals(Optional.of(told))) {
                    LOG.error("InfluxDB takes no points until somebody sees to it: {}", told);
                }
                yield failed(told, pace.denied());
            }
        };
    }

    private Duration failed(String why, Duration wait) {
        failures++;
        lastError = Optional.of(why);
        return Duration.ofNanos(
                (long) (wait.toNanos() * ThreadLocalRandom.current().nextDouble(0.5, 1)));
    }

    private Duration backoff() {
        Duration wait = pace.retry().multipliedBy(1L << Math.min(failures, 20));
        return wait.compareTo(pace.mostRetry()) < 0 ? wait : pace.mostRetry();
    }
}
