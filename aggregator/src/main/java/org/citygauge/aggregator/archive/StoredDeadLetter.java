package org.citygauge.aggregator.archive;

import org.citygauge.aggregator.journal.Entry;

/** A dead letter as the archive holds it; the entry is complete unless its message says it was cut. */
public record StoredDeadLetter(long id, Entry entry, int element, String reason, String detail) {}
