package org.citygauge.aggregator.projection;

import java.time.Duration;

/**
 * How the gateway fares at one instant.
 *
 * @param messagesReceived over the life of the archive, like all counts of the books
 * @param journalBytes what the journal takes on disk
 * @param liveLag the age of the evaluation that the live view shows
 * @param sensorsLive rows of the register whose sensor was heard within its window
 * @param sensorsSilent those heard once, and not lately
 * @param sensorsNever those never heard
 * @param deadLetters that are kept
 */
public record GatewayState(
        long messagesReceived,
        long messagesRejected,
        long readingsStored,
        long readingsDuplicate,
        long readingsRejected,
        long journalPendingMessages,
        long journalBytes,
        Duration liveLag,
        long sensorsLive,
        long sensorsSilent,
        long sensorsNever,
        long deadLetters) {}
