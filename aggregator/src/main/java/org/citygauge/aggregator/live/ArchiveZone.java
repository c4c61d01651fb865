package org.citygauge.aggregator.live;

import java.time.ZoneId;
import java.util.Optional;
import org.citygauge.aggregator.archive.Archive;

/** The time zone that an archive was made for; its hours are those of that zone's clock. */
final class ArchiveZone {
    private static final String NOTE = "zone";

    private ArchiveZone() {}

    /**
     * Notes the zone in a new archive.
     *
     * @throws IllegalStateException if the archive was made for another one
     */
    static void keep(Archive archive, ZoneId zone) {
        Optional<String> known = archive.note(NOTE);
        if (known.isPresent() && !known.get().equals(zone.getId())) {
            throw new IllegalStateException("city.zone: the archive was made for " + known.get() + ", not for " + zone
                    + "; hours cannot be moved to another clock, use another data folder");
        }
        if (known.isEmpty()) {
            archive.putNote(NOTE, zone.getId());
        }
    }
}
