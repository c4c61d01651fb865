package org.citygauge.aggregator.journal.sqlite;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.citygauge.aggregator.journal.JournalFull;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;

/** Where appended messages wait for the writer, in order, up to a bound. Safe for use by many threads. */
final class Intake {
    private static final int GROUP_MESSAGES = 16_384;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final ArrayDeque<Pending> queue = new ArrayDeque<>();
    private final Limits limits;
    private final ReceiptClock receipt;
    private final Room room;
    private long waiting;
    private boolean woken;
    private boolean closed;

    Intake(Limits limits, ReceiptClock receipt, Room room) {
        this.limits = limits;
        this.receipt = receipt;
        this.room = room;
    }

    /** Queues messages; the future is completed by the writer, or fails here and now when they cannot be queued. */
    Future<Position> offer(List<Message> messages) {
        if (messages.isEmpty()) {
            return Future.failedFuture(new IllegalArgumentException("nothing to append"));
        }
        long weight = messages.stream().mapToLong(Chunk::weight).sum();
        if (weight > limits.maxAppend()) {
            return Future.failedFuture(new IllegalArgumentException("messages of " + weight
                    + " bytes can never fit a journal of " + limits.maxBytes() + ": append fewer at once"));
        }
        Optional<JournalFull> refusal = room.refusal();
        return refusal.isPresent()
                ? Future.failedFuture(new JournalFull("the journal is still full", refusal.get()))
                : queue(messages, weight);
    }

    private Future<Position> queue(List<Message> messages, long weight) {
        lock.lock();
        try {
            if (closed) {
                return Future.failedFuture(new IllegalStateException("the journal is closed"));
            }
            if (!queue.isEmpty() && waiting + weight > limits.waitingBytes()) {
                var full = new JournalFull("more than " + limits.waitingBytes() + " bytes wait for the disk");
                room.lack(Room.Place.MEMORY, full);
                return Future.failedFuture(full);
            }
            Promise<Position> promise = Promise.promise();
            queue.add(new Pending(List.copyOf(messages), weight, receipt.next(), promise, Vertx.currentContext()));
            waiting += weight;
            something.signal();
            return promise.future();
        } finally {
            lock.unlock();
        }
    }

    /** What is to be written next, together; empty when nothing came within {@code nanos}, or somebody called. */
    List<Pending> take(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long rest = nanos;
            while (queue.isEmpty() && !woken && !closed && rest > 0) {
                rest = something.awaitNanos(rest);
            }
            woken = false;
            return group();
        } finally {
            lock.unlock();
        }
    }

    private List<Pending> group() {
        var group = new ArrayList<Pending>();
        long weight = 0;
        int messages = 0;
        while (!queue.isEmpty()) {
            Pending next = queue.element();
            if (!group.isEmpty()
                    && (weight + next.weight() > limits.maxGroup()
                            || messages + next.messages().size() > GROUP_MESSAGES)) {
                break;
            }
            group.add(queue.remove());
            weight += next.weight();
            messages += next.messages().size();
        }
        waiting -= weight;
        if (waiting <= limits.waitingBytes() / 2) {
            room.found(Room.Place.MEMORY);
        }
        return group;
    }

    /** Makes {@link #take} return. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing in any more; what waits is still given out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
