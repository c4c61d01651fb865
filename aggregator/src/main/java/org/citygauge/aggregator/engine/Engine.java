package org.citygauge.aggregator.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.archive.Commit;
import org.citygauge.aggregator.archive.NewDeadLetter;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.archive.StoredDeadLetter;
import org.citygauge.aggregator.journal.Batch;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Position;
import org.citygauge.aggregator.reading.Reading;
import org.citygauge.aggregator.reading.RejectedMessage;
import org.citygauge.aggregator.reading.RejectedReading;
import org.citygauge.aggregator.reading.SeriesKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fold of the journal: takes messages in, one after the other, into hours, books and dead letters. A plain object that belongs
 * to one thread; {@link #commit} makes what it did last.
 */
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final Archive archive;
    private final ReadingStore store;
    private final MessageDecoder decoder;
    private final AdmissionRules rules;
    private final Tally tally;
    private final WaitingLetters deadLetters = new WaitingLetters();
    private final Set<Long> mended = new LinkedHashSet<>();
    private final Unregistered unregistered;
    private Position position;
    private Position committed;
    private Optional<Commit> unfinished = Optional.empty();
    private boolean changed;

    /** Hears what became of each message. */
    @FunctionalInterface
    public interface Receipts {
        void taken(Entry entry, Position position, Receipt receipt);
    }

    public Engine(
            Archive archive,
            Archive.Opening opening,
            ReadingStore store,
            MessageDecoder decoder,
            AdmissionRules rules) {
        this.archive = archive;
        this.store = store;
        this.decoder = decoder;
        this.rules = rules;
        this.tally = new Tally(opening.books());
        this.position = opening.position();
        this.committed = position;
        this.unregistered = new Unregistered(store, rules.maxUnregistered());
        register(sensor -> false);
    }

    /** From now on these sensors count as registered, with whatever quantity they send first. */
    public void register(Predicate<String> isRegistered) {
        register(isRegistered, key -> false);
    }

    /** From now on these sensors, and these quantities of theirs, count as registered. */
    public void register(Predicate<String> isRegistered, Predicate<SeriesKey> isRegisteredQuantity) {
        unregistered.register(isRegistered, isRegisteredQuantity);
    }

    /** What sends without being registered. */
    public Unregistered unregistered() {
        return unregistered;
    }

    /** How far the journal is taken in. */
    public Position position() {
        return position;
    }

    /** How far of it is safe in the archive. */
    public Position committed() {
        return committed;
    }

    /** The books of what was taken in. */
    public Books books() {
        return tally.books();
    }

    /** Whether there is anything to commit. */
    public boolean changed() {
        return changed || unfinished.isPresent();
    }

    /** Whether a commit failed and must be finished before anything else is taken in. */
    public boolean unfinished() {
        return unfinished.isPresent();
    }

    /** Whether so much waits that it should be committed at once. */
    public boolean crowded() {
        return store.uncommitted() > 200_000 || deadLetters.crowded();
    }

    /**
     * Takes messages in; those of a batch follow one another, so each has its own position. Stops before the end of the batch when
     * it gets {@link #crowded}: a single message may hold a hundred thousand flaws.
     */
    public void take(Batch batch, Receipts receipts) {
        if (unfinished.isPresent()) {
            throw new IllegalStateException("what was taken in is not committed yet");
        }
        long at = batch.last().value() - batch.entries().size();
        try {
            for (Entry entry : batch.entries()) {
                Receipt receipt = take(entry);
                position = new Position(++at); // what follows may fail, and is then taken from here on
                changed = true;
                receipts.taken(entry, position, receipt);
                if (crowded()) {
                    break;
                }
            }
        } finally {
            store.announce();
        }
    }

    private Receipt take(Entry entry) {
        return switch (decode(entry)) {
            case Decoded.Rejected(RejectedMessage reason, String detail) -> {
                count(entry, Tally.MESSAGE_REJECTED, reason.code(), 1);
                deadLetters.add(entry, reason, detail);
                yield new Receipt(0, 0, 0, Map.of());
            }
            case Decoded.Readings(List<Decoded.Outcome> outcomes) -> {
                bringIn(entry, outcomes);
                Receipt receipt = takeAll(entry, outcomes);
                tally.decoded(entry.message().source()); // after what may fail, and is then taken in again
                yield receipt;
            }
        };
    }

    private Decoded decode(Entry entry) {
        try {
            return decoder.decode(entry);
        } catch (RuntimeException unexpected) {
            LOG.error(
                    "reading a message from {} on {} failed",
                    entry.message().source(),
                    entry.message().topic(),
                    unexpected);
            return new Decoded.Rejected(RejectedMessage.MALFORMED, "reading it failed: " + unexpected);
        }
    }

    /** So that taking the readings in cannot fail in the middle; a single one is taken in or not. */
    private void bringIn(Entry entry, List<Decoded.Outcome> outcomes) {
        if (outcomes.size() == 1) {
            return;
        }
        var readings = new ArrayList<Reading>(outcomes.size());
        for (Decoded.Outcome outcome : outcomes) {
            if (outcome instanceof Decoded.Good(Reading reading)
                    && rules.refuse(reading, entry.receiptMicros()).isEmpty()) {
                readings.add(reading);
            }
        }
        store.bringIn(readings);
    }

    private Receipt takeAll(Entry entry, List<Decoded.Outcome> outcomes) {
        long stored = 0;
        long duplicate = 0;
        Map<String, Long> rejected = Map.of();
        for (int element = 0; element < outcomes.size(); element++) {
            switch (admit(entry, outcomes.get(element))) {
                case Taken.Stored() -> stored++;
                case Taken.Duplicate() -> duplicate++;
                case Taken.Refused(RejectedReading reason, String detail) -> {
                    rejected = rejected.isEmpty() ? new HashMap<>() : rejected;
                    rejected.merge(reason.code(), 1L, Long::sum);
                    deadLetters.add(entry, element, reason, detail);
                }
            }
        }
        deadLetters.end();
        tally.stored(entry.message().source(), stored);
        tally.duplicate(entry.message().source(), duplicate);
        rejected.forEach((reason, number) -> count(entry, Tally.READING_REJECTED, reason, number));
        return new Receipt(outcomes.size(), stored, duplicate, rejected);
    }

    private void count(Entry entry, String kind, String reason, long amount) {
        tally.add(entry.message().source(), kind, reason, amount);
    }

    private Taken admit(Entry entry, Decoded.Outcome outcome) {
        return switch (outcome) {
            case Decoded.Bad(RejectedReading reason, String detail) -> new Taken.Refused(reason, detail);
            case Decoded.Good(Reading reading) -> admit(entry, reading);
        };
    }

    private Taken admit(Entry entry, Reading reading) {
        Optional<Taken.Refused> untimely = rules.refuse(reading, entry.receiptMicros());
        if (untimely.isPresent()) {
            return untimely.get();
        }
        Optional<Series> known = store.find(reading.series());
        if (known.isPresent()) {
            return admit(entry, known.get(), reading);
        }
        Optional<String> refusal = unregistered.refuse(reading.series());
        if (refusal.isPresent()) {
            return new Taken.Refused(RejectedReading.TOO_MANY_SENSORS, refusal.get());
        }
        return admit(entry, store.begin(reading.series()), reading);
    }

    private Taken admit(Entry entry, Series series, Reading reading) {
        boolean isNew = store.admit(series, reading);
        store.heard(series, entry.receiptMicros());
        return isNew ? Taken.STORED : Taken.DUPLICATE;
    }

    /**
     * Reads dead letters again; what can be used now leaves them and moves its count from rejected. Those that left already, because
     * somebody else asked for them, too, are passed over.
     *
     * @throws org.citygauge.aggregator.archive.ArchiveUnavailable if the archive fails; ask again then
     */
    public Replay replay(List<StoredDeadLetter> letters) {
        if (unfinished()) {
            commit(false); // what it holds must not change any more, and letters it takes away must not be read again
        }
        long gone = 0;
        long kept = 0;
        @Nullable Entry entry = null;
        @Nullable Decoded decoded = null;
        try {
            for (StoredDeadLetter letter : letters) {
                if (mended.contains(letter.id())
                        || archive.deadLetter(letter.id()).isEmpty()) {
                    continue;
                }
                if (decoded == null || !letter.entry().equals(entry)) { // letters of one message share it
                    entry = letter.entry();
                    decoded = decode(entry);
                }
                if (mend(letter, decoded)) {
                    mended.add(letter.id());
                    gone++;
                } else {
                    kept++;
                }
            }
        } finally {
            store.announce();
            changed |= gone > 0;
        }
        return new Replay(gone, kept);
    }

    private boolean mend(StoredDeadLetter letter, Decoded decoded) {
        if (!(decoded instanceof Decoded.Readings(List<Decoded.Outcome> outcomes))) {
            return false;
        }
        if (letter.element() == NewDeadLetter.WHOLE) {
            bringIn(letter.entry(), outcomes);
            takeAll(letter.entry(), outcomes);
            count(letter.entry(), Tally.MESSAGE_REJECTED, letter.reason(), -1);
            count(letter.entry(), Tally.DECODED, "", 1);
            return true;
        }
        if (letter.element() >= outcomes.size()) {
            return false;
        }
        String became;
        switch (admit(letter.entry(), outcomes.get(letter.element()))) {
            case Taken.Stored() -> became = Tally.STORED;
            case Taken.Duplicate() -> became = Tally.DUPLICATE;
            case Taken.Refused refused -> {
                return false;
            }
        }
        count(letter.entry(), Tally.READING_REJECTED, letter.reason(), -1);
        count(letter.entry(), became, "", 1);
        return true;
    }

    /** Makes everything taken in last, and brings all readings into their hours. As {@link #commit}. */
    public void commitAndMerge() {
        do {
            commit(true);
        } while (store.isMerging());
    }

    /**
     * Makes everything taken in last.
     *
     * @param merge whether to do a step of bringing readings into their hours, too, see {@link ReadingStore#isMerging}; or as many as
     *     it takes until memory has room for more
     * @throws org.citygauge.aggregator.archive.ArchiveUnavailable if it cannot; call again before anything else is taken in
     */
    public void commit(boolean merge) {
        commitOnce(merge);
        while (store.isOverfull()) {
            commitOnce(true);
        }
    }

    private void commitOnce(boolean merge) {
        boolean again = unfinished.isPresent();
        Commit commit = unfinished.orElseGet(() -> gather(merge));
        unfinished = Optional.of(commit);
        archive.commit(commit);
        committed = commit.position();
        unfinished = Optional.empty();
        changed = again; // more may have come since it was gathered
        if (!commit.merge().equals(Commit.Merge.NONE)) {
            store.merged();
        }
    }

    private Commit gather(boolean merge) {
        var commit = new Commit(
                position,
                store.takeNewSeries(),
                store.takeDelta(),
                new LinkedHashMap<>(tally.takeChanged()),
                deadLetters.take(),
                List.copyOf(mended),
                merge ? store.mergeStep() : Commit.Merge.NONE,
                store.takeLate(),
                store.takePast());
        mended.clear();
        return commit;
    }
}
