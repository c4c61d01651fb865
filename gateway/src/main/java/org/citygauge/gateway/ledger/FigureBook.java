package org.citygauge.gateway.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.citygauge.gateway.ledger.LedgerRefused.Reason;

/**
 * The figures of a city: what was written, by whom, and what counts. Every step is kept; whoever wrote a figure does not approve it.
 * Blocks.
 */
public final class FigureBook {
    private final LedgerFile file;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    FigureBook(LedgerFile file) {
        this.file = file;
    }

    /** Has {@code listener} run after each change, on the thread that made it. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Everything that happened to a figure; empty where nothing did. */
    public Optional<FigureHistory> history(FigureKey key) {
        return file.read(connection -> history(connection, key));
    }

    private static Optional<FigureHistory> history(Connection connection, FigureKey key) throws SQLException {
        List<FigureVersion> versions = FigureTable.ofKey(connection, key);
        return versions.isEmpty() ? Optional.empty() : Optional.of(new FigureHistory(versions));
    }

    /** All figures in order. */
    public List<FigureHistory> histories() {
        return histories(Optional.empty());
    }

    /** All figures in order, as they were known at {@code asOf}; or now. */
    public List<FigureHistory> histories(Optional<Instant> asOf) {
        return FigureHistory.of(file.read(connection -> FigureTable.upTo(connection, asOf)));
    }

    /** The figures that count. */
    public List<FigureVersion> inForce() {
        return inForce(Optional.empty());
    }

    /** The figures that counted at {@code asOf}; or now. */
    public List<FigureVersion> inForce(Optional<Instant> asOf) {
        return histories(asOf).stream()
                .flatMap(history -> history.inForce().stream())
                .toList();
    }

    /** Figures that are on their way, with none of them in force: how far each is, in words. */
    public Map<FigureKey, String> waiting() {
        var waiting = new TreeMap<FigureKey, String>();
        for (FigureHistory history : histories()) {
            if (history.inForce().isEmpty()) {
                history.proposal().ifPresent(version -> waiting.put(history.key(), waiting(version)));
            }
        }
        return waiting;
    }

    private static String waiting(FigureVersion version) {
        String state = switch (version.state()) {
            case DRAFT -> "is a draft that nobody submitted";
            case SUBMITTED -> "is submitted and waits to be approved";
            case RETURNED -> "was returned to whoever wrote it";
            case APPROVED -> "is approved";
            case WITHDRAWN -> "was withdrawn";
        };
        return "the figure of " + version.year() + " " + state + " (version " + version.version() + ")";
    }

    /** Writes a figure down; what is in force stays so until this is approved. */
    public FigureVersion draft(Caller caller, FigureKey key, Content content, String reason) {
        return draftAll(caller, Map.of(key, content), reason).getFirst();
    }

    /** Writes figures down, all of them or none. */
    public List<FigureVersion> draftAll(Caller caller, Map<FigureKey, Content> contents, String reason) {
        return changed(entries -> {
            var drafted = new ArrayList<FigureVersion>();
            for (Map.Entry<FigureKey, Content> one : new TreeMap<>(contents).entrySet()) {
                EvidenceTable.require(entries.connection(), one.getValue().evidence());
                drafted.add(FigureTable.insert(
                        entries,
                        "figure.draft",
                        new FigureTable.Step(one.getKey(), FigureState.DRAFT, one.getValue(), caller.name(), reason)));
            }
            return drafted;
        });
    }

    /** Takes over what the file of figures says. Where nobody has a token it counts at once, else it is drafted. */
    public FileChanges takeFile(Map<FigureKey, Content> rows, boolean approved) {
        FileChanges changes = file.write(entries -> FigureFile.take(entries, rows, approved));
        if (!changes.isEmpty()) {
            listeners.forEach(Runnable::run);
        }
        return changes;
    }

    /**
     * Takes one of the steps that follow on a draft.
     *
     * @param looked the version that was looked at; where another is there since, the step is refused
     * @param comment why; a return needs one
     */
    public FigureVersion step(Caller caller, FigureKey key, FigureStep step, Optional<Long> looked, String comment) {
        return changed(entries -> {
            FigureHistory history = history(entries.connection(), key)
                    .orElseThrow(() -> new LedgerRefused(Reason.UNKNOWN, "There is no figure of " + key + "."));
            FigureVersion newest = history.newest();
            if (looked.filter(version -> version != newest.version()).isPresent()) {
                throw new LedgerRefused(
                        Reason.CONFLICT,
                        "Version " + looked.get() + " of " + key + " is not the newest any more: " + newest.actor()
                                + " made version " + newest.version() + ". Look at it first.");
            }
            step.check(caller, history, comment);
            return FigureTable.insert(
                    entries,
                    "figure." + step.code(),
                    new FigureTable.Step(key, step.result(), newest.content(), caller.name(), comment));
        });
    }

    private <T> T changed(LedgerFile.Work<Entries, T> work) {
        T result = file.write(work);
        listeners.forEach(Runnable::run);
        return result;
    }
}
