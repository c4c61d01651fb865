package org.citygauge.gateway.bound;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How much the hostile clients do: little in every build, all of it with {@code -Dcitygauge.bound.scale=full}. */
final class Scale {
    private static final boolean FULL = "full".equals(System.getProperty("citygauge.bound.scale"));

    private Scale() {}

    static int of(int little, int full) {
        return FULL ? full : little;
    }

    /** How many files and sockets a process may have open here. */
    static int files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? (int) Math.min(Integer.MAX_VALUE, unix.getMaxFileDescriptorCount())
                : 4_000;
    }
}
