package org.citygauge.gateway.mqtt;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.citygauge.aggregator.journal.Batch;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;

/** A journal whose appends the test completes by hand. */
public final class HandJournal implements Journal {
    public final BlockingQueue<Append> appends = new LinkedBlockingQueue<>();
    public final AtomicInteger askedForRoom = new AtomicInteger();
    private volatile Promise<Void> room = Promise.promise();

    /** Messages that want to be journalled; fails or succeeds when the test says so. */
    public record Append(List<Message> messages, Promise<Position> promise) {
        public void succeed() {
            promise.complete(new Position(1));
        }
    }

    @Override
    public Future<Position> append(List<Message> messages) {
        var append = new Append(new ArrayList<>(messages), Promise.promise());
        appends.add(append);
        return append.promise.future();
    }

    /** The next append, waited for. */
    public Append next() throws InterruptedException {
        Append append = appends.poll(5, TimeUnit.SECONDS);
        if (append == null) {
            throw new AssertionError("nothing was appended");
        }
        return append;
    }

    public void makeRoom() {
        room.complete();
        room = Promise.promise();
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
    public Future<Void> room() {
        askedForRoom.incrementAndGet();
        return room.future();
    }

    @Override
    public void close() {}
}
