package org.citygauge.aggregator.archive;

import org.citygauge.aggregator.journal.Entry;

/**
 * Something unusable, on its way into the archive.
 *
 * @param entry the message; letters that share it are kept with one copy
 * @param element the place of the unusable outcome in the message, or {@link #WHOLE}
 * @param letGo how many further flaws of the message were counted and not kept
 */
public record NewDeadLetter(Entry entry, int element, String reason, String detail, int letGo) {
    /** The message as a whole could not be used. */
    public static final int WHOLE = -1;

    public NewDeadLetter(Entry entry, int element, String reason, String detail) {
        this(entry, element, reason, detail, 0);
    }

    /** The same, the last one of its message that is kept. */
    public NewDeadLetter andLetGo(int more) {
        return new NewDeadLetter(
                entry, element, reason, detail + " (and " + more + " more like this in the message, not kept)", more);
    }
}
