package org.citygauge.aggregator.journal;

/**
 * A place in the journal, ordered as the messages were taken in. Messages that follow one another are one apart;
 * what else the number means, only the journal that made it knows.
 *
 * @param value greater for later messages; {@link #START} comes before the first
 */
public record Position(long value) implements Comparable<Position> {
    public static final Position START = new Position(0);

    @Override
    public int compareTo(Position other) {
        return Long.compare(value, other.value);
    }
}
