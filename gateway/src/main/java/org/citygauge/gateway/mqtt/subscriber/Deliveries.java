package org.citygauge.gateway.mqtt.subscriber;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.aggregator.journal.Message;

/**
 * What one connection delivers. What comes while the journal is busy goes there together; it is to be acknowledged, in order, once it
 * is safe. After the journal refused anything, nothing more of this connection is taken: the session sends it again. Safe for use by
 * many threads.
 */
final class Deliveries {
    /** Nothing else bounds what a broker sends that waits for no acknowledgement. */
    private static final int MOST_UNANSWERED = 65_536;
    /** So much fits the smallest journal; what is longer goes alone. */
    private static final int BYTES_TOGETHER = 160 * 1024;

    private static final int OVERHEAD = 128;

    private final Journal journal;
    private final Outcome outcome;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private int unanswered;
    private boolean busy;
    private boolean ended;

    /** Hears what became of deliveries; must not block. */
    interface Outcome {
        /** These are safe, and wait to be acknowledged in this order. */
        void safe(List<Integer> ids);

        /** The journal took nothing of what came since. */
        void refused(Throwable why);

        /** So many that nobody sends again. */
        void lost(long messages);
    }

    private record Delivery(Message message, int id, boolean wantsAck) {
        private int bytes() {
            return message.payload().length + 2 * message.topic().length() + OVERHEAD;
        }
    }

    Deliveries(Journal journal, Outcome outcome) {
        this.journal = journal;
        this.outcome = outcome;
    }

    /** @param wantsAck whether it is sent again unless it is acknowledged by {@code id} */
    void arrived(Message message, int id, boolean wantsAck) {
        List<Delivery> now = List.of();
        boolean taken;
        lock.lock();
        try {
            taken = !ended && (wantsAck || unanswered < MOST_UNANSWERED);
            if (taken) {
                unanswered++;
                waiting.add(new Delivery(message, id, wantsAck));
                now = next();
            }
        } finally {
            lock.unlock();
        }
        if (!taken && !wantsAck) {
            outcome.lost(1);
        }
        append(now);
    }

    /** What is to be appended now; none while the journal is busy with what came before. */
    private List<Delivery> next() {
        if (busy || ended || waiting.isEmpty()) {
            return List.of();
        }
        busy = true;
        var together = new ArrayList<Delivery>();
        int bytes = 0;
        for (Delivery first = waiting.peek(); first != null; first = waiting.peek()) {
            bytes += first.bytes();
            if (bytes > BYTES_TOGETHER && !together.isEmpty()) {
                break;
            }
            together.add(waiting.remove());
        }
        return together;
    }

    private void append(List<Delivery> together) {
        if (!together.isEmpty()) {
            journal.append(together.stream().map(Delivery::message).toList())
                    .onComplete(position -> safe(together), why -> refused(together, why));
        }
    }

    private void safe(List<Delivery> together) {
        List<Integer> ids =
                together.stream().filter(Delivery::wantsAck).map(Delivery::id).toList();
        if (!ids.isEmpty()) {
            outcome.safe(ids);
        }
        append(after(together));
    }

    private List<Delivery> after(List<Delivery> together) {
        lock.lock();
        try {
            unanswered -= together.size();
            busy = false;
            return next();
        } finally {
            lock.unlock();
        }
    }

    private void refused(List<Delivery> together, Throwable why) {
        long lost = end() + together.stream().filter(one -> !one.wantsAck).count();
        if (lost > 0) {
            outcome.lost(lost);
        }
        outcome.refused(why);
    }

    /** Takes nothing more; how many of those that wait nobody sends again. */
    private long end() {
        lock.lock();
        try {
            ended = true;
            long lost = waiting.stream().filter(one -> !one.wantsAck).count();
            waiting.clear();
            return lost;
        } finally {
            lock.unlock();
        }
    }

    /** The connection is gone: what waits and may come again is let go, the rest still goes to the journal. */
    void connectionLost() {
        List<Delivery> rest;
        lock.lock();
        try {
            waiting.removeIf(Delivery::wantsAck);
            rest = next();
        } finally {
            lock.unlock();
        }
        append(rest);
    }
}
