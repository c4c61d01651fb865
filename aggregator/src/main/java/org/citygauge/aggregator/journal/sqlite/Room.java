package org.citygauge.aggregator.journal.sqlite;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.journal.JournalFull;
import org.jspecify.annotations.Nullable;

/** Whether there is room for more, and who waits for it. Safe for use by many threads. */
final class Room {
    /** What may be short. */
    enum Place {
        MEMORY,
        FILES,
        DISK
    }

    private record Waiting(Promise<Void> promise, @Nullable Context context) {}

    private final Callbacks callbacks;
    private final Map<Place, JournalFull> lacks = new EnumMap<>(Place.class);
    private List<Waiting> waiting = new ArrayList<>();

    Room(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    synchronized Future<Void> future() {
        if (lacks.isEmpty()) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = Promise.promise();
        waiting.add(new Waiting(promise, Vertx.currentContext()));
        return promise.future();
    }

    synchronized boolean lacks(Place place) {
        return lacks.containsKey(place);
    }

    /** Why nothing can be taken in until the writer has seen to it; a full memory is not such a reason. */
    synchronized Optional<JournalFull> refusal() {
        JournalFull files = lacks.get(Place.FILES);
        return Optional.ofNullable(files == null ? lacks.get(Place.DISK) : files);
    }

    synchronized void lack(Place place, JournalFull why) {
        lacks.put(place, why);
    }

    synchronized void found(Place place) {
        if (lacks.remove(place) != null && lacks.isEmpty()) {
            release(waiting);
            waiting = new ArrayList<>();
        }
    }

    /** Nobody shall wait for a journal that is closed. */
    synchronized void close() {
        List<Waiting> left = waiting;
        waiting = new ArrayList<>();
        callbacks.each(left, Waiting::context, one -> one.promise().fail(new IllegalStateException("closed")));
    }

    private void release(List<Waiting> those) {
        callbacks.each(those, Waiting::context, one -> one.promise().complete());
    }
}
