package org.citygauge.aggregator.archive.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.archive.Commit;
import org.citygauge.aggregator.archive.NewDeadLetter;
import org.citygauge.aggregator.archive.StoredDeadLetter;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever looks at dead letters gets a few megabytes at once, and all of them in the end. */
class DeadLetterPageTest {
    @TempDir
    Path folder;

    @Test
    void longOnesComeInManyPages() {
        try (Archive archive = SqliteArchive.open(folder, 64 << 20)) {
            var letters = new ArrayList<NewDeadLetter>();
            for (int i = 0; i < 20; i++) {
                var entry = new Entry(new Message("listener", "t", new byte[1 << 20]), i);
                letters.add(new NewDeadLetter(entry, NewDeadLetter.WHOLE, "malformed", "bad"));
            }
            archive.commit(new Commit(
                    new Position(20),
                    List.of(),
                    new byte[0],
                    Map.of(),
                    letters,
                    List.of(),
                    Commit.Merge.NONE,
                    Map.of(),
                    List.of()));
            long below = Long.MAX_VALUE;
            int seen = 0;
            for (List<StoredDeadLetter> page = archive.deadLetters(Optional.empty(), below, 1_000);
                    !page.isEmpty();
                    page = archive.deadLetters(Optional.of("malformed"), below, 1_000)) {
                assertThat(page).hasSizeLessThanOrEqualTo(4);
                seen += page.size();
                below = page.getLast().id();
            }
            assertThat(seen).isEqualTo(20);
        }
    }
}
