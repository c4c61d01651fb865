package org.citygauge.aggregator.archive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who hears of the readings that were admitted. The thread that admits notes and announces; any thread may take, and follow. */
final class Announcements {
    /** What {@link #announce} tells next. */
    private ChangedSeries next = new ChangedSeries();

    private final Map<Integer, Long> outOfOrder = new HashMap<>();
    private final Object announcing = new Object();
    private ChangedSeries announced = new ChangedSeries();
    private volatile List<Follower> followers = List.of();

    /** A reading was admitted that is newer than all there was, or all of its series where others may have been added up with it. */
    void note(Series series, long micros, boolean inOrder) {
        if (!inOrder) {
            outOfOrder.merge(series.id(), micros, Math::min);
        }
        // Who has seen a later reading of a sensor that has no other series has seen this one, too, if it came first.
        boolean outOfTurn = !inOrder || !series.alone();
        next.note(series, micros, outOfTurn ? micros : Long.MAX_VALUE);
        for (Follower follower : followers) {
            follower.admitted(series.id(), micros);
        }
    }

    /** A reading was admitted that does not count as things are. */
    void noteLate(Series series, long micros) {
        for (Follower follower : followers) {
            follower.admittedLate(series.id(), micros);
        }
    }

    /** Lets those who follow the readings know what was noted since the last call. */
    void announce() {
        if (next.isEmpty()) {
            return;
        }
        next.done();
        synchronized (announcing) {
            if (announced.isEmpty()) {
                announced = next;
            } else {
                announced.addAll(next);
            }
        }
        next = new ChangedSeries();
    }

    /** What was announced since the last call. */
    ChangedSeries takeChanged() {
        synchronized (announcing) {
            ChangedSeries taken = announced;
            announced = new ChangedSeries();
            return taken;
        }
    }

    /** By series that took in readings out of order since the last call, the time of the oldest of these in microseconds. */
    Map<Integer, Long> takeOutOfOrder() {
        Map<Integer, Long> taken = Map.copyOf(outOfOrder);
        outOfOrder.clear();
        return taken;
    }

    synchronized void tell(Follower follower) {
        var more = new ArrayList<>(followers);
        more.add(follower);
        followers = List.copyOf(more);
    }

    synchronized void forget(Follower follower) {
        var fewer = new ArrayList<>(followers);
        fewer.remove(follower);
        followers = List.copyOf(fewer);
    }

    /** What followers were told since the last call. */
    List<Commit.Past> takePast() {
        var taken = new ArrayList<Commit.Past>();
        for (Follower follower : followers) {
            Map<Integer, Stretch> told = follower.takeToKeep();
            if (!told.isEmpty()) {
                taken.add(new Commit.Past(follower.name(), told));
            }
        }
        return List.copyOf(taken);
    }
}
