package org.citygauge.aggregator.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.citygauge.aggregator.journal.Batch;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CrashTest {
    private static final Limits LIMITS = Limits.of(64 << 20, Duration.ofDays(7));

    @TempDir
    Path folder;

    @Test
    void whatWasSaidToBeSafeIsThereAfterAKill() throws Exception {
        long safe = 0;
        for (int safeAtLeast : new int[] {300, 2_000, 5_000}) {
            safe = Math.max(safe, appendAndKill(safeAtLeast));
            assertThat(readAll(safe)).isGreaterThanOrEqualTo(safe);
        }
    }

    @Test
    void aFolderIsFreeAgainWhenItsProcessWasKilled() throws Exception {
        Process child = start();
        try (BufferedReader out = child.inputReader()) {
            assertThat(nextSafe(out)).isPositive();
            assertThatThrownBy(this::open).isInstanceOf(FolderInUse.class);
        } finally {
            kill(child);
        }
        open().close();
    }

    private SqliteJournal open() throws IOException {
        return SqliteJournal.open(folder, LIMITS, InstantSource.system(), Position.START);
    }

    /** Kills the process once it printed so many positions; the last one it printed. */
    private long appendAndKill(int count) throws Exception {
        Process child = start();
        long last = 0;
        try (BufferedReader out = child.inputReader()) {
            int printed = 0;
            for (long safe = nextSafe(out); safe > 0; safe = nextSafe(out)) {
                last = safe;
                if (++printed == count) {
                    child.destroyForcibly();
                }
            }
        } catch (IOException cutOff) {
            assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            kill(child);
        }
        assertThat(last).isPositive();
        return last;
    }

    /** The next position printed in full; 0 at the end. */
    private static long nextSafe(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("safe ") && line.endsWith(".")) {
                return Long.parseLong(line.substring("safe ".length(), line.length() - 1));
            }
        }
        return 0;
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx128m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void kill(Process child) throws InterruptedException {
        child.destroyForcibly();
        assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Reads everything, checks that it is whole, and answers with the last position. */
    private long readAll(long safe) throws Exception {
        try (SqliteJournal journal = open()) {
            Position position = Position.START;
            long read = 0;
            for (Optional<Batch> batch = journal.read(position, 1000, Duration.ZERO);
                    batch.isPresent();
                    batch = journal.read(position, 1000, Duration.ZERO)) {
                for (Entry entry : batch.get().entries()) {
                    String text = new String(entry.message().payload(), StandardCharsets.UTF_8);
                    assertThat(text).startsWith("message ");
                }
                read += batch.get().entries().size();
                position = batch.get().last();
            }
            assertThat(position).isEqualTo(journal.end());
            assertThat(read).as("no position is empty").isEqualTo(position.value());
            assertThat(journal.countAfter(Position.START)).containsEntry("child", read);
            assertThat(journal.end().value()).isGreaterThanOrEqualTo(safe);
            return read;
        }
    }
}
