package org.citygauge.gateway.run;

import java.io.IOException;
import java.nio.file.Files;
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
                    () -> free(data.resolve(folder)));
        }
    }

    /** Not a number where the disk does not tell. */
    static double free(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException untold) {
            return Double.NaN;
        }
    }
}
