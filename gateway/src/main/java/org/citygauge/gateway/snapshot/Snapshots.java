package org.citygauge.gateway.snapshot;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.gateway.snapshot.bag.SigningKey;
import org.citygauge.gateway.snapshot.content.PackageContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The package that was asked for last. It lies in a folder of ours until it was fetched or another one is begun. Safe for use by many
 * threads; whatever touches files blocks.
 */
public final class Snapshots implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    /** What must stay free, for journal and archive. */
    private static final long RESERVE = 128L << 20;
    /** The parts of a package besides measures and evidence. */
    private static final int PARTS = 10;

    private final Source source;
    private final Path keyFile;
    private final Path folder;
    private volatile boolean closing;
    /** Changed under our lock; anybody may look. */
    private volatile Current current = Current.NONE;

    private record Current(String id, SnapshotState state) {
        static final Current NONE = new Current("", new SnapshotState.Failed("there is none"));
    }

    /** Where the content of packages comes from. */
    public interface Source {
        /**
         * Everything that goes into one; reading the last of it blocks.
         *
         * @param draft whether it is of a year that is not closed
         * @throws SnapshotRefused if there is no such package
         */
        Future<Callable<PackageContent>> content(int year, boolean draft);
    }

    /**
     * @param keyFile of the key to sign with; made the first time, where there is none
     * @param folder for packages that wait; whatever is in it goes
     */
    public Snapshots(Source source, Path keyFile, Path folder) {
        this.source = source;
        this.keyFile = keyFile;
        this.folder = folder;
        clear();
    }

    /**
     * Begins a package; one that waits to be fetched goes. It goes on on a thread that may block.
     *
     * @param blocking runs what blocks
     * @return its id
     * @throws SnapshotRefused if another one is being made, or there is none of this year
     */
    public synchronized String begin(int year, boolean draft, Blocking blocking) {
        if (current.state() instanceof SnapshotState.Packing) {
            throw new SnapshotRefused("A package is being made already; ask again when it is done.");
        }
        Future<Callable<PackageContent>> content = source.content(year, draft);
        current = Current.NONE;
        clear();
        String begun = UUID.randomUUID().toString();
        current = new Current(begun, new SnapshotState.Packing("computing the year", 0, PARTS));
        content.compose(made -> blocking.run(() -> pack(begun, made.call())))
                .onComplete(ready -> reach(begun, ready), failure -> reach(begun, failed(failure)));
        return begun;
    }

    /** Runs what blocks, off the event loop. */
    public interface Blocking {
        Future<SnapshotState> run(Callable<SnapshotState> work);
    }

    private SnapshotState pack(String its, PackageContent content) throws IOException {
        Path files = Files.createDirectories(folder.resolve("snapshot-" + its));
        Path zip = folder.resolve("snapshot-" + its + ".zip");
        long measures = content.picture().state().measures().values().stream()
                .map(MeasureState::bound)
                .filter(bound -> !bound.isEmpty())
                .count();
        int total = PARTS + Math.toIntExact(measures) + content.evidence().size();
        var done = new AtomicInteger();
        YearPackage made;
        try {
            made = YearPackage.write(content, SigningKey.readOrMake(keyFile), files, zip, () -> {
                requireRoom();
                reach(its, new SnapshotState.Packing("packing", Math.min(total, done.incrementAndGet()), total));
            });
        } catch (IOException | RuntimeException failed) {
            delete(zip);
            throw failed;
        } finally {
            delete(files);
        }
        LOG.info("the package {} waits to be fetched", content.about().packageName());
        return new SnapshotState.Ready(
                zip, content.about().packageName() + ".zip", Files.size(zip), made.digest(), made.key());
    }

    private void requireRoom() {
        if (closing) {
            throw new CancellationException("the gateway is closing");
        }
        if (folder.toFile().getUsableSpace() < RESERVE) {
            throw new IllegalStateException("the disk of " + folder + " is nearly full; readings need the rest");
        }
    }

    private static SnapshotState failed(Throwable failure) {
        LOG.warn("a package could not be made: {}", failure.toString());
        return new SnapshotState.Failed(String.valueOf(failure.getMessage()));
    }

    private synchronized void reach(String its, SnapshotState state) {
        if (its.equals(current.id())) {
            current = new Current(its, state);
        }
    }

    /** How far a package is; empty when there is none of that id. Does not block. */
    public Optional<SnapshotState> state(String id) {
        Current now = current;
        return id.equals(now.id()) ? Optional.of(now.state()) : Optional.empty();
    }

    /** Lets a package go that is ready or failed. */
    public synchronized void drop(String id) {
        if (id.equals(current.id()) && !(current.state() instanceof SnapshotState.Packing)) {
            current = Current.NONE;
            clear();
        }
    }

    private void clear() {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.getFileName().toString().startsWith("snapshot-"))
                        .toList()
                        .forEach(Snapshots::delete);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    private static void delete(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(file)) {
            List<Path> all = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path each : all) {
                Files.deleteIfExists(each);
            }
        } catch (IOException stays) {
            LOG.warn("{} cannot be deleted: {}", file, stays.toString());
        }
    }

    /** Ends what is under way; nothing stays. */
    @Override
    public void close() {
        closing = true;
        synchronized (this) {
            current = Current.NONE;
            clear();
        }
    }
}
