package org.citygauge.gateway.mqtt;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.citygauge.aggregator.journal.Batch;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.aggregator.journal.JournalFull;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;

/** A journal in memory, with a thread of its own as the real one, that is full whenever the test wants it to be. */
public final class MemoryJournal implements Journal {
    public final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private Promise<Void> room = Promise.promise();
    private boolean full;
    private int refused;

    @Override
    public Future<Position> append(List<Message> added) {
        Promise<Position> appended = Promise.promise();
        List<Message> copy = List.copyOf(added);
        thread.execute(() -> {
            if (take(copy)) {
                appended.complete(new Position(1));
            } else {
                appended.fail(new JournalFull("no room"));
            }
        });
        return appended.future();
    }

    private synchronized boolean take(List<Message> added) {
        if (full) {
            refused++;
            notifyAll();
            return false;
        }
        messages.addAll(added);
        return true;
    }

    public synchronized void fill() {
        full = true;
        refused = 0;
        room = Promise.promise();
    }

    /** Waits until somebody was refused since it is full. */
    public synchronized void awaitRefusal() throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (refused == 0) {
            if (System.nanoTime() > until) {
                throw new AssertionError("nobody was refused");
            }
            wait(100);
        }
    }

    public void makeRoom() {
        Promise<Void> waiting;
        synchronized (this) {
            full = false;
            waiting = room;
        }
        waiting.tryComplete();
    }

    @Override
    public synchronized Future<Void> room() {
        return full ? room.future() : Future.succeededFuture();
    }

    @Override
    public Optional<Batch> read(Position position, int maxMessages, Duration wait) {
        return Optional.empty();
    }

    @Override
    public void consumed(Position position) {}

    @Override
    public Position end() {
        return Position.START;
    }

    @Override
    public Map<String, Long> countAfter(Position position) {
        return Map.of();
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
