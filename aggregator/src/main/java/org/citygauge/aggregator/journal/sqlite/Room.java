package org.citygauge.aggregator.journal.sqlite;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.IdentityHashMap;
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
    /** One for each context, however often it asks: publishers that are held back for days ask each second. */
    private IdentityHashMap<Object, Waiting> waiting = new IdentityHashMap<>();

    Room(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    synchronized Future<Void> future() {
        if (lacks.isEmpty()) {
            return Future.succeededFuture();
        }
        Context context = Vertx.currentContext();
        return waiting.computeIfAbsent(
                        context == null ? this : context, first -> new Waiting(Promise.promise(), context))
                .promise()
                .future();
    }

    synchronized boolean lacks(Place place) {
        return lacks.containsKey(place);
    }

    /** What is short, if anything is. */
    synchronized Optional<JournalFull> lack() {
        return lacks.values().stream().findFirst();
    }

    /** How many wait, at most one for each context. */
    synchronized int waiting() {
        return waiting.size();
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
            release(List.copyOf(waiting.values()));
            waiting = new IdentityHashMap<>();
        }
    }

    /** Nobody shall wait for a journal that is closed. */
    synchronized void close() {
        List<Waiting> left = List.copyOf(waiting.values());
        waiting = new IdentityHashMap<>();
        callbacks.each(left, Waiting::context, one -> one.promise().fail(new IllegalStateException("closed")));
    }

    private void release(List<Waiting> those) {
        callbacks.each(those, Waiting::context, one -> one.promise().complete());
    }
}
