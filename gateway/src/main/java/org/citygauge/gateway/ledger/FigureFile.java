package org.citygauge.gateway.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The file of figures as one who writes figures. Only what changed in the file since it was looked at last becomes a version: a row
 * that says what it always said does not take back what people entered since.
 */
final class FigureFile {
    private static final String WRITTEN = "as the file says";
    private static final String GONE = "its row is gone from the file";
    private static final String ACTOR = Caller.FIGURES_FILE.name();

    private FigureFile() {}

    static FileChanges take(Entries entries, Map<FigureKey, Content> rows, boolean approved) throws SQLException {
        Map<FigureKey, FigureHistory> known = new TreeMap<>();
        FigureHistory.of(FigureTable.upTo(entries.connection(), Optional.empty()))
                .forEach(history -> known.put(history.key(), history));
        List<FigureVersion> taken = new ArrayList<>();
        for (Map.Entry<FigureKey, Content> row : new TreeMap<>(rows).entrySet()) {
            if (isNews(Optional.ofNullable(known.get(row.getKey())), row.getValue())) {
                taken.add(write(entries, row.getKey(), row.getValue(), approved));
            }
        }
        List<FigureKey> left = new ArrayList<>();
        for (FigureHistory history : known.values()) {
            if (!rows.containsKey(history.key()) && isFromFile(history.newest())) {
                if (approved) {
                    taken.add(withdraw(entries, history));
                } else {
                    left.add(history.key());
                }
            }
        }
        return new FileChanges(taken, left);
    }

    private static boolean isNews(Optional<FigureHistory> history, Content row) {
        Optional<FigureVersion> before = history.flatMap(steps -> steps.lastOf(ACTOR));
        boolean sameRow = before.filter(last -> last.state() != FigureState.WITHDRAWN)
                .filter(last -> last.content().equals(row))
                .isPresent();
        boolean sameNow = history.map(FigureHistory::newest)
                .filter(newest -> newest.state() != FigureState.WITHDRAWN)
                .filter(newest -> newest.content().equals(row))
                .isPresent();
        return !sameRow && !sameNow;
    }

    private static boolean isFromFile(FigureVersion newest) {
        return newest.actor().equals(ACTOR) && newest.state() != FigureState.WITHDRAWN;
    }

    private static FigureVersion write(Entries entries, FigureKey key, Content content, boolean approved)
            throws SQLException {
        FigureState state = approved ? FigureState.APPROVED : FigureState.DRAFT;
        return FigureTable.insert(
                entries,
                approved ? "figure.approve" : "figure.draft",
                new FigureTable.Step(key, state, content, ACTOR, WRITTEN));
    }

    private static FigureVersion withdraw(Entries entries, FigureHistory history) throws SQLException {
        return FigureTable.insert(
                entries,
                "figure.withdraw",
                new FigureTable.Step(
                        history.key(), FigureState.WITHDRAWN, history.newest().content(), ACTOR, GONE));
    }
}
