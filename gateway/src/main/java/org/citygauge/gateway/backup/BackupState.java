package org.citygauge.gateway.backup;

import java.nio.file.Path;
import org.citygauge.aggregator.archive.Backup;

/** How far a backup is. */
public sealed interface BackupState {
    /** @param total about so many bytes will be copied */
    record Copying(long copied, long total) implements BackupState {}

    /** It can be fetched. */
    record Ready(Backup backup, Path file, long bytes) implements BackupState {}

    record Failed(String problem) implements BackupState {}
}
