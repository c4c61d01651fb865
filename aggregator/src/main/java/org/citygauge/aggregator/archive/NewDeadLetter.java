package org.citygauge.aggregator.archive;

import org.citygauge.aggregator.journal.Entry;

/**
 * Something unusable, on its way into the archive.
 *
 * @param entry the message; letters that share it are kept with one copy
 * @param element the place of the unusable outcome in the message, or {@link #WHOLE}
 */
public record NewDeadLetter(Entry entry, int element, String reason, String detail) {
    /** The message as a whole could not be used. */
    public static final int WHOLE = -1;
}
