package org.citygauge.aggregator.journal.sqlite;

import java.io.IOException;

/** Another process writes to the folder: stop that one, or give this one a folder of its own. */
public class FolderInUse extends IOException {
    private static final long serialVersionUID = 1;

    public FolderInUse(String message) {
        super(message);
    }
}
