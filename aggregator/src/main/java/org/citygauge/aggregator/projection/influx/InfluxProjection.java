package org.citygauge.aggregator.projection.influx;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.projection.HourlyStates;
import org.citygauge.aggregator.projection.Projection;
import org.citygauge.aggregator.projection.ProjectionPosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indicators in an InfluxDB bucket: {@code citygauge_indicator} with a point for each hour, and
 * {@code citygauge_indicator_live} with a point for each change, at most one a second.
 *
 * <p>Writes on a thread of its own, and tries again until the points are there. Hours are evaluated when they are written, so
 * nothing piles up while the server is away.
 */
public final class InfluxProjection implements Projection {
    private static final Logger LOG = LoggerFactory.getLogger(InfluxProjection.class);

    private final Bucket bucket;
    private final String city;
    private final InstantSource clock;
    private final Pace pace;
    private final LineProtocol format;
    private final LivePoints live = new LivePoints();
    private final HourlyPoints hourly;
    private final PointSink sink;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::work, "influx-projection");
    private volatile Optional<String> lastError = Optional.empty();
    private volatile long setAside;
    private Instant lastLive = Instant.EPOCH;
    private int failures;

    /** @param city the id of the city, the tag of all its points */
    public InfluxProjection(
            Bucket bucket, String city, HourlyStates states, ProjectionPosition position, InstantSource clock) {
        this(bucket, city, states, position, clock, Pace.USUAL);
    }

    InfluxProjection(
            Bucket bucket,
            String city,
            HourlyStates states,
            ProjectionPosition position,
            InstantSource clock,
            Pace pace) {
        this.bucket = bucket;
        this.city = city;
        this.clock = clock;
        this.pace = pace;
        format = new LineProtocol(city);
        hourly = new HourlyPoints(states, position, format, clock, pace.rewind());
        sink = new PointSink(bucket);
    }

    @Override
    public void start() {
        hourly.start();
        thread.start();
    }

    @Override
    public void accept(List<IndicatorState> changed) {
        live.add(changed);
    }

    @Override
    public void dirtyFrom(Instant from) {
        hourly.dirtyFrom(from);
    }

    @Override
    public Duration lag() {
        return hourly.behind();
    }

    @Override
    public Optional<String> lastError() {
        return lastError;
    }

    @Override
    public long setAside() {
        return setAside;
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
                wait = settle(round());
            }
            if (failures == 0) {
                writeLive();
            }
        } catch (InterruptedException hurried) {
            LOG.debug("Ended while InfluxDB was slow", hurried);
        }
    }

    /** Writes what there is to write, until there is nothing or it fails. */
    private Written round() {
        try {
            Written last = writeLive();
            while (last instanceof Written.There && stop.getCount() > 0) {
                Optional<HourlyPoints.Step> step = hourly.next();
                if (step.isEmpty()) {
                    break;
                }
                last = write(step.get());
                if (last instanceof Written.There && isLiveDue()) {
                    last = writeLive();
                }
            }
            return last;
        } catch (RuntimeException surprise) {
            LOG.debug("The projection failed", surprise);
            return new Written.Away(surprise.toString());
        }
    }

    private boolean isLiveDue() {
        Instant now = clock.instant();
        return now.isBefore(lastLive) || !now.isBefore(lastLive.plus(pace.tick()));
    }

    private Written writeLive() {
        List<IndicatorState> states = live.take();
        lastLive = clock.instant();
        Written result = sink.write(states.stream()
                .map(state -> format.line(LineProtocol.LIVE, state))
                .toList());
        switch (result) {
            case Written.There(long refused) -> count(refused);
            case Written.Away away -> live.putBack(states);
            case Written.Denied denied -> live.putBack(states);
        }
        return result;
    }

    private Written write(HourlyPoints.Step step) {
        if (step.replaces()) {
            Written erased = sink.erase(city, step.from().plusNanos(1_000), step.to());
            if (!(erased instanceof Written.There)) {
                return erased;
            }
        }
        Written result = sink.write(step.lines());
        if (result instanceof Written.There(long refused)) {
            hourly.written(step);
            count(refused);
        }
        return result;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only this thread writes it
    private void count(long refused) {
        setAside += refused;
    }

    /** Tells how it went, once, and answers how long to wait. */
    private Duration settle(Written result) {
        return switch (result) {
            case Written.There there -> {
                if (failures > 0) {
                    LOG.info("InfluxDB takes points again: {}", bucket);
                }
                failures = 0;
                lastError = Optional.empty();
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
