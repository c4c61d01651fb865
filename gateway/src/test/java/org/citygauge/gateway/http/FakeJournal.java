package org.citygauge.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.citygauge.aggregator.journal.Batch;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.aggregator.journal.JournalFull;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;

/** A journal that only remembers what was appended, and that a test may fill. */
final class FakeJournal implements Journal {
    final List<Message> appended = new CopyOnWriteArrayList<>();
    volatile boolean full;

    @Override
    public Future<Position> append(List<Message> messages) {
        if (full) {
            return Future.failedFuture(new JournalFull("no room"));
        }
        appended.addAll(messages);
        return Future.succeededFuture(end());
    }

    @Override
    public Optional<Batch> read(Position position, int maxMessages, Duration wait) {
        return Optional.empty();
    }

    @Override
    public void consumed(Position position) {
        // nobody asks
    }

    @Override
    public Position end() {
        return new Position(appended.size());
    }

    @Override
    public Map<String, Long> countAfter(Position position) {
        return Map.of();
    }

    @Override
    public long bytes() {
        return 4096;
    }

    @Override
    public Future<Void> room() {
        return full ? Promise.<Void>promise().future() : Future.succeededFuture();
    }

    @Override
    public void close() {
        // nothing is open
    }
}
