package org.citygauge.gateway.decode.json;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The unit that was read last, by the bytes of its code: mostly the next one is the same. Safe for use by many threads. */
final class RecentUnit {
    private static final KnownUnits KNOWN = new KnownUnits();

    private volatile Seen last = new Seen(new byte[0], "");

    private static final class Seen {
        private final byte[] code;
        private final String unit;

        Seen(byte[] code, String unit) {
            this.code = code;
            this.unit = unit;
        }
    }

    /** The unit that the last text names, empty where that is; null if it is none. */
    @Nullable
    String at(FlatCursor cursor) {
        Seen before = last;
        if (cursor.textIs(before.code)) {
            return before.unit;
        }
        String code = cursor.text();
        if (code.isEmpty()) {
            return "";
        }
        Optional<String> unit = KNOWN.find(code);
        unit.ifPresent(known -> last = new Seen(cursor.textBytes(), known));
        return unit.orElse(null);
    }
}
