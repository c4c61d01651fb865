package org.citygauge.aggregator.engine;

import java.util.ArrayList;
import java.util.List;
import org.citygauge.aggregator.archive.NewDeadLetter;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.reading.RejectedMessage;
import org.citygauge.aggregator.reading.RejectedReading;

/** The dead letters that wait for the next commit. Belongs to the engine's thread. */
final class WaitingLetters {
    /** Of one message; it is kept whole with each of them, so more would tell nothing new. The others are counted as let go. */
    private static final int OF_A_MESSAGE = 1_000;

    private static final int MOST = 5_000;
    private static final long MOST_BYTES = 16 << 20;

    private final List<NewDeadLetter> waiting = new ArrayList<>();
    private long bytes;
    private int ofMessage;

    /** A message as a whole. */
    void add(Entry entry, RejectedMessage reason, String detail) {
        waiting.add(new NewDeadLetter(entry, NewDeadLetter.WHOLE, reason.code(), detail));
        bytes += entry.message().payload().length;
    }

    /** An element of a message; after its last one comes {@link #end}. */
    void add(Entry entry, int element, RejectedReading reason, String detail) {
        if (ofMessage == 0) {
            bytes += entry.message().payload().length;
        }
        if (ofMessage++ < OF_A_MESSAGE) {
            waiting.add(new NewDeadLetter(entry, element, reason.code(), detail));
        }
    }

    /** Nothing more comes of the message. */
    void end() {
        if (ofMessage > OF_A_MESSAGE) {
            waiting.add(waiting.removeLast().andLetGo(ofMessage - OF_A_MESSAGE));
        }
        ofMessage = 0;
    }

    /** Whether they should be committed before more are added. */
    boolean crowded() {
        return waiting.size() > MOST || bytes > MOST_BYTES;
    }

    List<NewDeadLetter> take() {
        List<NewDeadLetter> taken = List.copyOf(waiting);
        waiting.clear();
        bytes = 0;
        return taken;
    }
}
