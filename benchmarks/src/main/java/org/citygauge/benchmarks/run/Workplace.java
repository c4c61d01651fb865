package org.citygauge.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;

/** A temporary folder and what runs in it: ended and deleted when this is closed, or when the process is asked to end. */
public final class Workplace implements AutoCloseable {
    private final Path folder;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private int folders;
    private boolean closed;

    public Workplace() throws IOException {
        folder = Files.createTempDirectory("citygauge-benchmark");
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** A new, empty folder. */
    public synchronized Path folder(String name) throws IOException {
        return Files.createDirectory(folder.resolve(++folders + "-" + name));
    }

    /** Closes it in the end, unless that was done before; closing it twice must do no harm. */
    public synchronized <T extends AutoCloseable> T keep(T started) {
        running.push(started);
        return started;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (AutoCloseable each : running) {
            try {
                each.close();
            } catch (Exception failed) {
                System.err.println("could not be ended: " + failed);
            }
        }
        delete(folder);
    }

    /** Deletes a folder with all that is in it; what goes away meanwhile is fine. */
    public static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (NoSuchFileException gone) {
            return;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
