package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.hour.ByteSource;
import org.citygauge.aggregator.hour.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The growth of a counter, reading by reading in order of time.
 *
 * <p>A fall from A to B is a glitch (B is ignored) if one of the next three readings is at least A; a rollover if the sensor declares
 * one and A lies in its top tenth, B in its bottom tenth; otherwise a reset, and the growth is B. A fall therefore waits for three
 * further readings before it is settled.
 *
 * <p>Growth faster than {@code maxRate} is a jump. A glitch is none, and neither is what a rollover looks like from outside.
 *
 * <p>Started at least {@value #LOOK_BACK} readings early, it is in the same state as one that saw everything.
 */
final class CounterGrowth {
    static final int LOOK_BACK = 4;

    static final int LOOK_AHEAD = 3;
    private static final long NO_TIME = Long.MIN_VALUE;

    private final @Nullable BigDecimal rollover;
    private final @Nullable BigDecimal top;
    private final @Nullable BigDecimal bottom;
    private final @Nullable BigDecimal maxRate;
    private final Deque<Waiting> waiting = new ArrayDeque<>(LOOK_AHEAD + 2);
    private @Nullable BigDecimal baseline;
    private long baselineMicros = NO_TIME;
    private BigDecimal growth = BigDecimal.ZERO;
    private long resets;
    private long glitches;
    private long rollovers;
    private long jumps;
    private Steps steps = Steps.NOBODY;

    /** Hears what each reading comes to, in the order in which they were added. */
    @FunctionalInterface
    interface Steps {
        Steps NOBODY = (by, isRemarkable) -> {};

        /**
         * What the oldest reading that waited came to.
         *
         * @param isRemarkable whether it was a glitch, a rollover, a reset or a jump
         */
        void step(BigDecimal by, boolean isRemarkable);
    }

    /** @param counts whether the growth belongs to the span that is added up, or the reading only leads up to it */
    private record Waiting(long timeMicros, BigDecimal value, boolean counts) {}

    /** What a counter came to. */
    record Settled(BigDecimal growth, long resets, long glitches, long rollovers, long jumps) {}

    /** @param maxRate the fastest plausible growth a second */
    CounterGrowth(Optional<BigDecimal> opening, Optional<BigDecimal> rollover, Optional<BigDecimal> maxRate) {
        this.baseline = opening.orElse(null);
        this.rollover = rollover.orElse(null);
        this.bottom = rollover.map(limit -> limit.movePointLeft(1)).orElse(null);
        this.top = this.rollover == null || bottom == null ? null : this.rollover.subtract(bottom);
        this.maxRate = maxRate.orElse(null);
    }

    private CounterGrowth(CounterGrowth other) {
        this.rollover = other.rollover;
        this.top = other.top;
        this.bottom = other.bottom;
        this.maxRate = other.maxRate;
        this.waiting.addAll(other.waiting);
        this.baseline = other.baseline;
        this.baselineMicros = other.baselineMicros;
        this.growth = other.growth;
        this.resets = other.resets;
        this.glitches = other.glitches;
        this.rollovers = other.rollovers;
        this.jumps = other.jumps;
    }

    /** Goes on from a reading that is settled, and lets {@code steps} know of every further one. */
    void goOnFrom(BigDecimal value, long timeMicros) {
        baseline = value;
        baselineMicros = timeMicros;
    }

    void tell(Steps hearing) {
        steps = hearing;
    }

    /** The newest reading that is settled and no glitch; empty before the first without an opening. */
    Optional<BigDecimal> baseline() {
        return Optional.ofNullable(baseline);
    }

    long baselineMicros() {
        return baselineMicros;
    }

    /** Nothing comes but these values, which only tell what the falls before them were. */
    void end(List<BigDecimal> following) {
        following.forEach(value -> waiting.addLast(new Waiting(NO_TIME, value, false)));
        settle(true);
    }

    CounterGrowth copy() {
        return new CounterGrowth(this);
    }

    /** Packs all it knows, for {@link #restore}. */
    void pack(Bytes out) {
        BigDecimal from = baseline;
        out.putVarint(waiting.size() * 2L + (from == null ? 0 : 1));
        if (from != null) {
            out.putDecimal(from);
            packTime(out, baselineMicros);
        }
        waiting.forEach(next -> {
            out.putByte(next.counts ? 1 : 0);
            out.putDecimal(next.value);
            out.putSigned(next.timeMicros);
        });
        out.putDecimal(growth);
        out.putVarint(resets);
        out.putVarint(glitches);
        out.putVarint(rollovers);
        out.putVarint(jumps);
    }

    /** Times matter only where there is a rate to compare with. */
    private void packTime(Bytes out, long timeMicros) {
        if (maxRate != null) {
            out.putSigned(timeMicros);
        }
    }

    private long takeTime(ByteSource in) {
        return maxRate == null ? NO_TIME : in.takeSigned();
    }

    /** Goes on where the counter stood that {@link #pack} packed; this one must be new. */
    void restore(ByteSource in) {
        long head = in.takeVarint();
        if ((head & 1) == 1) {
            baseline = in.takeDecimal();
            baselineMicros = takeTime(in);
        } else {
            baseline = null;
        }
        for (long next = head >> 1; next > 0; next--) {
            boolean counts = in.takeByte() == 1;
            BigDecimal value = in.takeDecimal();
            waiting.addLast(new Waiting(in.takeSigned(), value, counts));
        }
        growth = in.takeDecimal();
        resets = in.takeVarint();
        glitches = in.takeVarint();
        rollovers = in.takeVarint();
        jumps = in.takeVarint();
    }

    void add(long timeMicros, BigDecimal value, boolean counts) {
        waiting.addLast(new Waiting(timeMicros, value, counts));
        settle(false);
    }

    /** Since when (in microseconds) falls wait for what follows; {@link Long#MAX_VALUE} if none does. */
    long waitingSince() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.getFirst().timeMicros;
    }

    /** How many glitches are certain. */
    long glitches() {
        return glitches;
    }

    /** What it came to, if these values follow, which only tell what the falls before them were. */
    Settled settled(List<BigDecimal> following) {
        if (waiting.isEmpty()) {
            return new Settled(growth, resets, glitches, rollovers, jumps);
        }
        CounterGrowth end = copy();
        end.end(following);
        return new Settled(end.growth, end.resets, end.glitches, end.rollovers, end.jumps);
    }

    private void settle(boolean nothingFollows) {
        while (!waiting.isEmpty()) {
            Waiting next = waiting.getFirst();
            BigDecimal before = baseline;
            if (before == null) {
                advance(next, BigDecimal.ZERO, false);
            } else if (next.value.compareTo(before) >= 0) {
                advance(next, next.value.subtract(before), false);
            } else if (risesAgain(before)) {
                waiting.removeFirst();
                glitches += next.counts ? 1 : 0;
                steps.step(BigDecimal.ZERO, true);
            } else if (nothingFollows || waiting.size() > LOOK_AHEAD) {
                fall(next, before);
            } else {
                return;
            }
        }
    }

    private boolean risesAgain(BigDecimal before) {
        return waiting.stream().skip(1).limit(LOOK_AHEAD).anyMatch(later -> later.value.compareTo(before) >= 0);
    }

    private void fall(Waiting next, BigDecimal before) {
        if (rollover != null
                && top != null
                && bottom != null
                && before.compareTo(top) >= 0
                && next.value.compareTo(bottom) <= 0) {
            rollovers += next.counts ? 1 : 0;
            advance(next, rollover.subtract(before).add(next.value), true);
        } else {
            resets += next.counts ? 1 : 0;
            advance(next, next.value, true);
        }
    }

    private void advance(Waiting to, BigDecimal by, boolean fell) {
        waiting.removeFirst();
        boolean fast = isFast(by, to.timeMicros);
        if (to.counts) {
            growth = growth.add(by);
            jumps += fast ? 1 : 0;
        }
        steps.step(by, fell || fast);
        baseline = to.value;
        baselineMicros = to.timeMicros;
    }

    /** Nobody knows when the opening was read, so that nothing can be said of the growth since. */
    private boolean isFast(BigDecimal by, long timeMicros) {
        return maxRate != null
                && baselineMicros != NO_TIME
                && by.compareTo(maxRate.multiply(BigDecimal.valueOf(timeMicros - baselineMicros, 6))) > 0;
    }
}
