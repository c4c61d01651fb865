package org.citygauge.aggregator.archive;

import java.nio.file.Path;

/** A file is no backup, or not whole. */
public final class BackupUnusable extends Exception {
    private static final long serialVersionUID = 1;

    public BackupUnusable(Path file, String why) {
        super(file + " cannot be restored: " + why);
    }

    public BackupUnusable(Path file, Exception why) {
        super(file + " cannot be restored: " + why.getMessage(), why);
    }
}
