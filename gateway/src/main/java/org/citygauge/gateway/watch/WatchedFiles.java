package org.citygauge.gateway.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.citygauge.gateway.config.Checked;
import org.citygauge.gateway.config.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that are read again when they change. What they say is passed on if it is sound; otherwise the last good state stays, and the
 * problems can be asked for. {@link #poll} blocks and is called by one thread at a time; {@link #problems} by any.
 *
 * <p>Files are told apart by time, size and identity, so that an atomic replacement is seen like an edit in place. A change is read
 * once two polls in a row saw the same, so that no half-written file is taken for a whole one.
 */
public final class WatchedFiles<T> {
    private static final Logger log = LoggerFactory.getLogger(WatchedFiles.class);

    private final String name;
    private final List<Path> files;
    private final Supplier<Checked<T>> reader;
    private final Consumer<T> taker;
    private List<Stamp> known;
    private @Nullable List<Stamp> changing;
    private volatile List<Problem> problems = List.of();

    private record Stamp(
            @Nullable FileTime modified,
            long size,
            @Nullable Object identity) {
        private static final Stamp ABSENT = new Stamp(null, 0, null);

        static Stamp of(Path file) {
            try {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            } catch (NoSuchFileException absent) {
                return ABSENT;
            } catch (IOException unreadable) {
                return ABSENT; // reading it will say why
            }
        }
    }

    /**
     * Takes note of the files as they are now; to be made just before they are read for the first time, so that no change is missed.
     *
     * @param name of what they hold, in logs and metrics
     * @param reader reads all of them; blocks
     * @param taker gets what a good edit says, on the thread that polls
     */
    public WatchedFiles(String name, List<Path> files, Supplier<Checked<T>> reader, Consumer<T> taker) {
        this.name = name;
        this.files = List.copyOf(files);
        this.reader = reader;
        this.taker = taker;
        known = stamps();
    }

    public String name() {
        return name;
    }

    /** What is wrong with the files since their last edit; none while what they say is in force. */
    public List<Problem> problems() {
        return problems;
    }

    /** Looks whether the files changed, and reads them if so. */
    public void poll() {
        List<Stamp> now = stamps();
        if (now.equals(known)) {
            changing = null;
        } else if (now.equals(changing)) {
            changing = null;
            known = now;
            reread();
        } else {
            changing = now;
        }
    }

    private List<Stamp> stamps() {
        var stamps = new ArrayList<Stamp>();
        files.forEach(file -> stamps.add(Stamp.of(file)));
        return stamps;
    }

    private void reread() {
        switch (reader.get()) {
            case Checked.Valid<T>(var value) -> {
                taker.accept(value);
                problems = List.of();
                log.info("Read the {} again after a change", name);
            }
            case Checked.Invalid<T>(var found) -> {
                problems = found;
                log.warn(
                        "The {} was changed and cannot be used, so the last good state stays; {} problems, the first: {}",
                        name,
                        found.size(),
                        found.getFirst());
            }
        }
    }
}
