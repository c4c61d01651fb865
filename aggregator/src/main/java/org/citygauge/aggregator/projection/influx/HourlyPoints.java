package org.citygauge.aggregator.projection.influx;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.projection.HourlyStates;
import org.citygauge.aggregator.projection.ProjectionPosition;
import org.jspecify.annotations.Nullable;

/**
 * Which hours are to be written next: on from the position, a day at a time, and again from where something changed once the
 * present is reached. So a flood of late data never keeps the newest hours away. One thread works; any may call hours dirty.
 */
final class HourlyPoints implements Feed {
    private static final Duration STEP = Duration.ofDays(1);
    /** No city's hours end off the quarter hours of UTC. */
    private static final Duration LOOK = Duration.ofMinutes(15);

    private final HourlyStates states;
    private final ProjectionPosition kept;
    private final LineProtocol format;
    private final InstantSource clock;
    private final Duration rewindPause;
    private Instant position = Instant.EPOCH;
    private Instant saved = Instant.EPOCH;
    /** The position before it went back to write hours again. */
    private Instant front = Instant.EPOCH;

    private Instant everWritten = Instant.EPOCH;
    private boolean caughtUp;
    private Instant lastLook = Instant.EPOCH;
    private Instant lastRewind = Instant.EPOCH;
    private @Nullable Instant dirty;

    /**
     * Hours to be written.
     *
     * @param from where they begin
     * @param to all that end by then are in it
     * @param lines their points
     * @param replaces whether points may be there already that have fields which these lack
     */
    private record Step(Instant from, Instant to, List<String> lines, boolean replaces) {}

    HourlyPoints(
            HourlyStates states,
            ProjectionPosition kept,
            LineProtocol format,
            InstantSource clock,
            Duration rewindPause) {
        this.states = states;
        this.kept = kept;
        this.format = format;
        this.clock = clock;
        this.rewindPause = rewindPause;
    }

    synchronized void start() {
        position = kept.load();
        saved = position;
        front = position;
        everWritten = clock.instant(); // before a restart, nobody knows how far it was
    }

    synchronized void dirtyFrom(Instant from) {
        dirty = dirty == null || from.isBefore(dirty) ? from : dirty;
        keep(saved);
    }

    synchronized Duration behind() {
        return behind(front, clock.instant());
    }

    /** How far a copy of all hours up to {@code reached} is behind. */
    static Duration behind(Instant reached, Instant now) {
        Duration open = Duration.between(reached, now);
        return open.compareTo(Duration.ofHours(1)) <= 0 ? Duration.ZERO : open;
    }

    @Override
    public Optional<Written> step(PointSink sink) {
        return next().map(step -> write(step, sink));
    }

    private Written write(Step step, PointSink sink) {
        if (step.replaces()) {
            Written erased = format.erase(sink, step.from().plusNanos(1_000), step.to());
            if (!(erased instanceof Written.There)) {
                return erased;
            }
        }
        Written result = sink.write(step.lines());
        if (result instanceof Written.There) {
            written(step);
        }
        return result;
    }

    /** What to write next; empty when all hours that ended are written. */
    private Optional<Step> next() {
        Instant now = clock.instant();
        Instant from = begin(now);
        if (!from.isBefore(now)) {
            return Optional.empty();
        }
        Instant limit = from.plus(STEP);
        var hours = new Hours();
        states.forEach(from, limit.isBefore(now) ? limit : now, hours::add);
        if (limit.isBefore(now)) {
            return Optional.of(step(from, limit, hours));
        }
        if (hours.lines.isEmpty()) {
            looked(now);
            return Optional.empty();
        }
        return Optional.of(step(from, hours.last, hours));
    }

    private synchronized void written(Step step) {
        position = step.to();
        front = front.isBefore(position) ? position : front;
        everWritten = everWritten.isBefore(position) ? position : everWritten;
        keep(position);
    }

    /** Where to go on; {@code now} where there is nothing to do. */
    private synchronized Instant begin(Instant now) {
        if (!caughtUp) {
            return position;
        }
        Instant from = dirty;
        if (from != null && isOver(lastRewind, rewindPause, now)) {
            dirty = null;
            lastRewind = now;
            position = from.isBefore(position) ? from : position;
            caughtUp = false;
            return position;
        }
        caughtUp = !isOver(lastLook, LOOK, now);
        return caughtUp ? now : position;
    }

    /** A clock that was set back is no reason to wait. */
    static boolean isOver(Instant since, Duration pause, Instant now) {
        return !now.isBefore(since.plus(pause)) || now.isBefore(since);
    }

    private synchronized void looked(Instant now) {
        caughtUp = true;
        lastLook = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), LOOK.toSeconds()) * LOOK.toSeconds());
    }

    private synchronized Step step(Instant from, Instant to, Hours hours) {
        return new Step(from, to, hours.lines, hours.incomplete && from.isBefore(everWritten));
    }

    /** Keeps how far all is written, which is not beyond what is dirty. */
    private void keep(Instant reached) {
        Instant safe = dirty != null && dirty.isBefore(reached) ? dirty : reached;
        if (!safe.equals(saved)) {
            kept.save(safe);
            saved = safe;
        }
    }

    /** The points of the hours of a step. */
    private final class Hours {
        private final List<String> lines = new ArrayList<>();
        private boolean incomplete;
        private Instant last = Instant.EPOCH;

        void add(YearState hour) {
            last = hour.asOf();
            for (IndicatorState state : hour.indicators()) {
                lines.add(format.line(LineProtocol.HOURLY, state));
                incomplete |= !LineProtocol.hasEveryField(state);
            }
            for (MeasureState state : hour.measures().values()) {
                lines.add(format.line(state, last));
                incomplete |= !LineProtocol.hasEveryField(state);
            }
        }
    }
}
