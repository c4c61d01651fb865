package org.citygauge.aggregator.archive;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A file that goes along with a copy of the archive, and comes back with it.
 *
 * @param name where it belongs in the data folder, such as {@code ledger/ledger.sqlite}
 * @param file where its content is now; not to change while it is copied
 */
public record Attachment(String name, Path file) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*");

    public Attachment {
        if (!isName(name)) {
            throw new IllegalArgumentException("\"" + name + "\" is no place in a data folder");
        }
    }

    /** Whether it is a place below a data folder, whoever says so. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
