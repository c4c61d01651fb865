package org.citygauge.gateway.run;

import java.nio.file.Path;
import org.citygauge.aggregator.live.LiveCity;
import org.citygauge.gateway.metric.Metrics;

/** What the data folder takes of its disks, and what they have left. */
final class Storage {
    private Storage() {}

    static void show(LiveCity city, Path data, Metrics metrics) {
        metrics.gauge("citygauge.archive.bytes", "Bytes the archive takes on disk", city::archiveBytes);
        for (String folder : new String[] {"archive", "journal"}) {
            metrics.gauge(
                    "citygauge.disk.free.bytes",
                    "Bytes that are free on the disk of this folder",
                    new Metrics.Label("folder", folder),
                    data.resolve(folder).toFile()::getUsableSpace);
        }
    }
}
