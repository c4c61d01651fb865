package org.citygauge.aggregator.archive.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pages of the file that hold nothing any more: deltas take room until they are merged, and that is much where little is merged yet. */
final class FreePages {
    private static final Logger LOG = LoggerFactory.getLogger(FreePages.class);
    /** Writing a larger file anew would make people wait. */
    private static final long MAX_BYTES = 64L << 20;

    private FreePages() {}

    /** Writes the file anew without them, where a fifth of it or more are free and that is quick. */
    static void giveBack(Connection writer) {
        try {
            long free = pragma(writer, "freelist_count");
            long all = pragma(writer, "page_count");
            if (free * 5 >= all && (all - free) * pragma(writer, "page_size") <= MAX_BYTES) {
                Query.update(writer, "VACUUM");
            }
        } catch (SQLException full) {
            LOG.info(
                    "the archive keeps its free pages: {}",
                    full.getMessage()); // there may be no room for a second file
        }
    }

    private static long pragma(Connection connection, String name) throws SQLException {
        return Query.list(connection, "PRAGMA " + name, row -> row.getLong(1)).getFirst();
    }
}
