package org.citygauge.gateway.metric;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the process takes of the machine's memory. */
final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long KIB = 1024;

    private ProcessMemory() {}

    /** Resident memory; not a number where the system does not tell. */
    static double residentBytes() {
        try {
            return Files.readAllLines(STATUS, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException untold) {
            return Double.NaN;
        }
    }

    /** What Netty took outside the heap; the JVM's own buffer metrics do not know all of it. */
    static double directBytes() {
        return Math.max(0, PlatformDependent.usedDirectMemory());
    }
}
