package org.citygauge.gateway.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.citygauge.aggregator.archive.Backup;
import org.citygauge.aggregator.archive.BackupUnusable;
import org.citygauge.aggregator.archive.sqlite.BackupFile;

/** From a backup to a data folder; needs no gateway. Blocks. */
public final class RestoredFolder {
    private RestoredFolder() {}

    /**
     * Reads all of a backup, and compares it with its digest.
     *
     * @throws BackupUnusable saying what is wrong with it
     */
    public static Backup check(Path file) throws BackupUnusable {
        return BackupFile.check(file);
    }

    /**
     * Makes a backup the archive of a data folder that has none.
     *
     * @param kept told of files that went along and are there already, and stay
     * @param copied told how many bytes more are copied, now and then
     * @throws java.nio.file.FileAlreadyExistsException if there is an archive
     * @throws BackupUnusable saying what is wrong with the backup; nothing has changed then
     */
    public static Backup restore(Path file, Path data, LongConsumer copied, Consumer<Path> kept)
            throws BackupUnusable, IOException {
        return BackupFile.restore(file, CityStore.archive(data), data, copied, kept);
    }
}
