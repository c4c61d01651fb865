package org.citygauge.gateway.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * How often a fault is tried, and what came of it: one line of a table at the end, in {@code target/fault-rounds.txt} and on the
 * console. {@code -Dcitygauge.fault.rounds=N} makes more rounds than CI does, {@code -Dcitygauge.fault.seed=S} others, and
 * {@code -Dcitygauge.fault.seconds=S} begins none after so long.
 */
final class Rounds implements AutoCloseable {
    private static final Path TABLE = Path.of("target", "fault-rounds.txt");

    private final String kind;
    private final int wanted;
    private final long seed;
    private final long until;
    private int finished;
    private long lost;
    private long doubled;
    private boolean totalsEqual = true;
    private String note = "";

    private Rounds(String kind, int wanted, long seed) {
        this.kind = kind;
        this.wanted = wanted;
        this.seed = seed;
        this.until = System.nanoTime() + TimeUnit.SECONDS.toNanos(Integer.getInteger("citygauge.fault.seconds", 3_600));
    }

    /** @param few as many as CI has the time for */
    static Rounds of(String kind, int few) {
        return new Rounds(
                kind, Integer.getInteger("citygauge.fault.rounds", few), Long.getLong("citygauge.fault.seed", 20_26L));
    }

    boolean more() {
        return finished < wanted && (finished == 0 || System.nanoTime() - until < 0);
    }

    /** The number of the round that runs, from 0. */
    int number() {
        return finished;
    }

    /** Other numbers in each round, the same for the same seed. */
    Random random() {
        return new Random(seed * 1_000_003 + finished * 31L + kind.hashCode());
    }

    /** A round is over; none of its numbers may be anything but zero. */
    void finished(Finding finding) {
        finished++;
        lost += finding.lost();
        doubled += finding.doubled();
        totalsEqual &= finding.totalsEqual();
    }

    void note(String text) {
        note = text;
    }

    @Override
    public void close() throws IOException {
        String line = "| %s | %d | %d | %d | %s | %s |%n"
                .formatted(kind, finished, lost, doubled, totalsEqual ? "yes" : "NO", note);
        System.out.print(line);
        if (Files.isDirectory(TABLE.getParent())) {
            Files.writeString(TABLE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
