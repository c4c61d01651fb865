package org.citygauge.aggregator.live;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.citygauge.aggregator.archive.ArchiveUnavailable;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.engine.Books;
import org.citygauge.aggregator.engine.Engine;
import org.citygauge.aggregator.engine.Receipt;
import org.citygauge.aggregator.journal.Batch;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that owns the engine: takes the journal in, batch by batch, and commits a few times a second. While the archive cannot
 * write it takes nothing in; the journal fills, and holds publishers back.
 */
final class Intake implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int MESSAGES_A_BATCH = 8192;
    private static final Duration WAIT = Duration.ofMillis(20);
    private static final long COMMIT_NANOS = 200_000_000L;
    private static final long MERGE_NANOS = 600_000_000_000L;
    private static final long TIDY_NANOS = 3_000_000_000L;
    private static final long RETRY_NANOS = 500_000_000L;
    private static final int RECEIPTS_KEPT = 4096;

    private final Journal journal;
    private final ReadingStore store;
    private final Engine engine;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Map<Long, Receipt> receipts = new LinkedHashMap<>(16, 0.75f, false) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Receipt> eldest) {
            return size() > RECEIPTS_KEPT;
        }
    };
    private final Map<Long, Worker.Answer<Receipt>> awaited = new LinkedHashMap<>();
    private final Thread thread;
    private volatile Books books;
    private volatile Position position;
    private volatile Position committed;
    private volatile long firstUnseenReceipt = Long.MAX_VALUE;
    private volatile Optional<String> problem = Optional.empty();
    private volatile boolean closing;
    private long lastCommit = System.nanoTime();
    private long lastMerge = System.nanoTime();

    Intake(Journal journal, ReadingStore store, Engine engine) {
        this.journal = journal;
        this.store = store;
        this.engine = engine;
        this.books = engine.books();
        this.position = engine.position();
        this.committed = position;
        this.thread = Thread.ofPlatform().name("citygauge-intake").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    Books books() {
        return books;
    }

    Position position() {
        return position;
    }

    /** How far what was taken in is safe in the archive. */
    Position committed() {
        return committed;
    }

    /** Waits until everything up to {@code end} is taken in, or nothing is for the moment. Blocks. */
    void await(Position end) {
        while (position.compareTo(end) < 0 && problem.isEmpty()) {
            LockSupport.parkNanos(2_000_000);
        }
    }

    /** Why nothing is taken in at the moment; empty when all is well. */
    Optional<String> problem() {
        return problem;
    }

    /** Receipt time of the oldest message taken in since the last call, {@link Long#MAX_VALUE} for none. */
    long takeFirstUnseenReceipt() {
        long first = firstUnseenReceipt;
        firstUnseenReceipt = Long.MAX_VALUE;
        return first;
    }

    /** Runs work on the thread that owns the engine. */
    <T> Future<T> ask(Callable<T> work) {
        Executor here = tasks::add;
        return Worker.ask(here, work);
    }

    /** What became of the message at {@code at}, once it was taken in. */
    Future<Receipt> receipt(Position at) {
        var answer = new Worker.Answer<Receipt>(Vertx.currentContext());
        tasks.add(() -> {
            Receipt known = receipts.remove(at.value());
            if (known != null) {
                answer.succeed(known);
            } else if (at.compareTo(engine.position()) <= 0) {
                answer.fail(new IllegalStateException("the message was taken in, but what became of it is forgotten"));
            } else {
                awaited.put(at.value(), answer);
            }
        });
        return answer.future();
    }

    private void run() {
        while (!closing) {
            try {
                step();
            } catch (ArchiveUnavailable unavailable) {
                hold(unavailable);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException unexpected) {
                LOG.error("taking the journal in failed; trying again", unexpected);
                hold(unexpected);
            }
        }
    }

    private void step() throws InterruptedException {
        if (engine.unfinished()) {
            commit(false);
        }
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
            books = engine.books();
        }
        Optional<Batch> batch = journal.read(engine.position(), MESSAGES_A_BATCH, WAIT);
        batch.ifPresent(this::take);
        commitIfDue();
        if (problem.isPresent()) {
            LOG.info("the archive can write again");
            problem = Optional.empty();
        }
    }

    private void take(Batch batch) {
        long receipt = batch.entries().getFirst().receiptMicros();
        try {
            engine.take(batch, this::taken);
        } finally {
            books = engine.books();
            position = engine.position();
        }
        if (receipt < firstUnseenReceipt) {
            firstUnseenReceipt = receipt;
        }
    }

    private void taken(Entry entry, Position at, Receipt receipt) {
        if (!entry.message().source().equals(Message.HTTP)) {
            return;
        }
        Worker.Answer<Receipt> answer = awaited.remove(at.value());
        if (answer != null) {
            answer.succeed(receipt);
        } else {
            receipts.put(at.value(), receipt);
        }
    }

    private void commitIfDue() {
        long now = System.nanoTime();
        boolean crowded = engine.crowded();
        if ((engine.changed() || store.isMerging()) && (crowded || now - lastCommit > COMMIT_NANOS)) {
            boolean merge = store.isMerging() || store.isWorthMerging() || now - lastMerge > MERGE_NANOS;
            commit(merge);
            lastCommit = now;
            lastMerge = merge ? now : lastMerge;
        }
    }

    /** Makes what was taken in last, now. On the intake's own thread only. */
    void commit(boolean merge) {
        engine.commit(merge);
        committed = engine.committed();
        journal.consumed(committed);
    }

    private void hold(RuntimeException failure) {
        if (problem.isEmpty()) {
            LOG.warn("the archive cannot write, intake waits: {}", failure.getMessage());
        }
        problem = Optional.of(String.valueOf(failure.getMessage()));
        while (!closing) {
            LockSupport.parkNanos(RETRY_NANOS);
            try {
                if (engine.changed()) {
                    commit(false);
                }
                return;
            } catch (RuntimeException still) { // whatever it is: this thread must not end
                problem = Optional.of(String.valueOf(still.getMessage()));
            }
        }
    }

    /** Finishes the running batch and commits. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            if (engine.changed()) {
                commit(false);
            }
            long until = System.nanoTime() + TIDY_NANOS;
            while ((store.isMerging() || store.isQuicklyMerged()) && System.nanoTime() - until < 0) {
                commit(true); // what remains waits in deltas
            }
        } catch (ArchiveUnavailable unavailable) {
            LOG.warn(
                    "the last commit failed; what it held is taken in again from the journal: {}",
                    unavailable.getMessage());
        }
        awaited.values().forEach(answer -> answer.fail(new IllegalStateException("the gateway is closing")));
    }
}
