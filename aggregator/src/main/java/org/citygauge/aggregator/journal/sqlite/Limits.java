package org.citygauge.aggregator.journal.sqlite;

import java.time.Duration;

/**
 * How much a journal may take.
 *
 * @param maxBytes on disk, over all files; at least 1 MiB
 * @param retention how long consumed messages are kept where there is room
 * @param fileBytes a file that has grown to this size is followed by a new one; files are deleted whole. At most a quarter of
 *     {@code maxBytes}
 * @param waitingBytes in memory, taken from callers and not yet on disk
 * @param tailBytes in memory, the newest messages, kept for a reader that keeps up
 * @param retryAfter how long to wait before a disk that refused is tried again
 */
public record Limits(
        long maxBytes, Duration retention, long fileBytes, long waitingBytes, long tailBytes, Duration retryAfter) {
    private static final long MIB = 1 << 20;

    public Limits {
        if (maxBytes < MIB) {
            throw new IllegalArgumentException("max_bytes " + maxBytes + " is less than 1 MiB");
        }
        if (fileBytes < 1 || fileBytes > maxBytes / 4) {
            throw new IllegalArgumentException("files of " + fileBytes + " bytes do not fit a cap of " + maxBytes);
        }
        if (waitingBytes < 1 || tailBytes < 0) {
            throw new IllegalArgumentException("memory for the journal must be positive");
        }
        if (retention.isNegative() || retryAfter.isNegative() || retryAfter.isZero()) {
            throw new IllegalArgumentException("retention and retry must not be negative");
        }
    }

    /** The usual limits under a cap: files of 64 MiB, or less under a small cap, and 64 MiB of memory. */
    public static Limits of(long maxBytes, Duration retention) {
        return new Limits(
                maxBytes,
                retention,
                Math.min(64 * MIB, Math.max(1, maxBytes / 8)),
                32 * MIB,
                32 * MIB,
                Duration.ofSeconds(1));
    }

    /** The heaviest append that is certain to fit once everything before it was consumed. */
    long maxAppend() {
        return maxBytes / 4;
    }

    /** The weight of what is written together, so that neither memory nor a refusal grows large. */
    long maxGroup() {
        return Math.min(4 * MIB, maxBytes / 16);
    }
}
