package org.citygauge.benchmarks.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** How long {@code fdatasync} of a page takes on a disk, tried twenty times a second until closed. */
final class DiskProbe implements AutoCloseable {
    private static final int PAGE = 4_096;
    private static final long PAUSE_NANOS = 50_000_000;

    private final List<Double> millis = new ArrayList<>();
    private final Thread thread;
    private volatile boolean enough;

    DiskProbe(Path folder) {
        thread = Thread.ofPlatform().name("disk-probe").start(() -> run(folder.resolve("fdatasync")));
    }

    private void run(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (!enough) {
                channel.write(ByteBuffer.allocate(PAGE));
                long begun = System.nanoTime();
                channel.force(false);
                millis.add((System.nanoTime() - begun) / 1e6);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException failed) {
            System.err.println("fdatasync could not be measured: " + failed);
        }
    }

    /** Ends it. */
    double p99Millis() {
        close();
        return Median.percentile(millis, 99);
    }

    @Override
    public void close() {
        enough = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
