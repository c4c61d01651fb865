package org.citygauge.aggregator.archive;

import java.util.List;
import java.util.stream.LongStream;

/**
 * Which readings count, by when they were measured and by their generation: that of readings that came before anything was closed is 0,
 * that of readings that came for a closed year is the number of its closing. Immutable.
 */
public final class Generations {
    /** Whatever there is. */
    public static final Generations ALL = new Generations(Integer.MAX_VALUE, List.of());

    private final int below;
    private final List<Except> exceptions;

    /** In {@code [from, to)}, in microseconds, generations below {@code below} count, and no others. */
    public record Except(long from, long to, int below) {}

    /**
     * @param below generations below this count
     * @param exceptions where others do; of those that overlap the first holds
     */
    public Generations(int below, List<Except> exceptions) {
        this.below = below;
        this.exceptions = List.copyOf(exceptions);
    }

    /** Whether a reading of a generation that was measured at {@code micros} counts. */
    public boolean count(int generation, long micros) {
        return generation == 0 || generation < belowAt(micros);
    }

    /** Whether readings of a series, wherever they lie in the time it covers, may count that did not {@code before}. */
    boolean countsMore(Generations before, Series series) {
        long first = series.firstMicros();
        long last = series.lastMicros();
        int generation = series.generation();
        return LongStream.concat(LongStream.of(first), LongStream.concat(borders(), before.borders()))
                .filter(micros -> micros >= first && micros <= last)
                .anyMatch(micros -> count(generation, micros) && !before.count(generation, micros));
    }

    /** Where what counts may change. */
    private LongStream borders() {
        return exceptions.stream().flatMapToLong(one -> LongStream.of(one.from, one.to));
    }

    private int belowAt(long micros) {
        for (Except one : exceptions) {
            if (micros >= one.from && micros < one.to) {
                return one.below;
            }
        }
        return below;
    }

    /** Where what counts changes before {@code micros}, the newest such border; {@link Long#MIN_VALUE} where none does. */
    long borderBefore(long micros) {
        return borders().filter(border -> border < micros).max().orElse(Long.MIN_VALUE);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Generations that && below == that.below && exceptions.equals(that.exceptions);
    }

    @Override
    public int hashCode() {
        return 31 * below + exceptions.hashCode();
    }

    @Override
    public String toString() {
        return below + " but " + exceptions;
    }
}
