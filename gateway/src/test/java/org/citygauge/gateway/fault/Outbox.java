package org.citygauge.gateway.fault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a device has to say, what of it was acknowledged, and what must be said again. Safe for use by several threads.
 */
final class Outbox {
    private final Feed feed;
    private final Deque<Sent> again = new ArrayDeque<>();
    private final Map<String, Sent> said = new LinkedHashMap<>();
    private final Map<String, Sent> acknowledged = new LinkedHashMap<>();
    private long rubbish;
    private int limit;

    Outbox(Feed feed) {
        this.feed = feed;
    }

    /** So many more new readings may be said. */
    synchronized void allow(int more) {
        limit = more;
    }

    /** What to say next, what was said in vain first; nothing when all is said. */
    synchronized List<Sent> take(int most) {
        var taken = new ArrayList<Sent>();
        while (taken.size() < most && !again.isEmpty()) {
            taken.add(again.removeFirst());
        }
        while (taken.size() < most && limit > 0) {
            limit--;
            Sent next = feed.next();
            if (next.isReading()) {
                said.put(next.identity(), next);
            }
            taken.add(next);
        }
        return taken;
    }

    synchronized void acknowledged(List<Sent> safe) {
        for (Sent sent : safe) {
            if (sent.isReading()) {
                acknowledged.put(sent.identity(), sent);
            } else {
                rubbish++;
            }
        }
    }

    /** These must be said again: nobody acknowledged them. */
    synchronized void inVain(List<Sent> sent) {
        again.addAll(sent);
    }

    /** Everything must be said again: whoever acknowledged it has forgotten. */
    synchronized void allAgain() {
        again.clear();
        again.addAll(said.values());
    }

    /** Every distinct reading that may have arrived. */
    synchronized List<Sent> said() {
        return List.copyOf(said.values());
    }

    synchronized List<Sent> acknowledged() {
        return List.copyOf(acknowledged.values());
    }

    synchronized int acknowledgedCount() {
        return acknowledged.size();
    }

    /** How many broken messages were acknowledged. */
    synchronized long rubbish() {
        return rubbish;
    }
}
