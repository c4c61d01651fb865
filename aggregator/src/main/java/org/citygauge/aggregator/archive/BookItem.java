package org.citygauge.aggregator.archive;

/**
 * One line of the books.
 *
 * @param source the door it counts for
 * @param kind what is counted, such as {@code stored} or {@code message_rejected}
 * @param reason why, for rejections; else empty
 */
public record BookItem(String source, String kind, String reason) {}
