package org.citygauge.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.citygauge.gateway.config.Checked;
import org.citygauge.gateway.config.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFilesTest {
    @TempDir
    Path folder;

    private Path file;
    private final List<String> taken = new ArrayList<>();
    private WatchedFiles<String> watched;

    @BeforeEach
    void watch() throws IOException {
        file = Files.writeString(folder.resolve("a.csv"), "first");
        watched = new WatchedFiles<>("register", List.of(file, folder.resolve("b.csv")), this::read, taken::add);
    }

    private Checked<String> read() {
        try {
            String text = Files.exists(file) ? Files.readString(file) : "nothing";
            return text.startsWith("broken")
                    ? new Checked.Invalid<>(List.of(Problem.atLine("a.csv", 1, text)))
                    : new Checked.Valid<>(text);
        } catch (IOException disk) {
            throw new UncheckedIOException(disk);
        }
    }

    private void look() {
        watched.poll();
        watched.poll();
    }

    @Test
    void withoutAChangeNothingIsRead() {
        look();

        assertThat(taken).isEmpty();
    }

    @Test
    void anEditInPlaceIsTaken() throws IOException {
        Files.writeString(file, "second");
        look();

        assertThat(taken).containsExactly("second");
        look();
        assertThat(taken).hasSize(1);
    }

    @Test
    void anAtomicReplacementIsTaken() throws IOException {
        var time = Files.getLastModifiedTime(file);
        Path next = Files.writeString(folder.resolve(".a.csv.tmp"), "other");
        Files.setLastModifiedTime(next, time); // same time and size: only its identity is another
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        look();

        assertThat(taken).containsExactly("other");
    }

    @Test
    void aFileThatComesOrGoesIsAChange() throws IOException {
        Files.writeString(folder.resolve("b.csv"), "x");
        look();
        assertThat(taken).containsExactly("first");

        Files.delete(file);
        look();
        assertThat(taken).containsExactly("first", "nothing");
    }

    @Test
    void aFileStillBeingWrittenIsLeftAlone() throws IOException {
        Files.writeString(file, "sec");
        watched.poll();
        Files.writeString(file, "second");
        watched.poll();
        assertThat(taken).isEmpty();

        watched.poll();
        assertThat(taken).containsExactly("second");
    }

    @Test
    void aBrokenEditKeepsTheLastGoodStateAndShowsWhy() throws IOException {
        Files.writeString(file, "broken here");
        look();

        assertThat(taken).isEmpty();
        assertThat(watched.problems()).containsExactly(Problem.atLine("a.csv", 1, "broken here"));
    }

    @Test
    void amendingABrokenEditClearsItsProblems() throws IOException {
        Files.writeString(file, "broken here");
        look();
        Files.writeString(file, "mended");
        look();

        assertThat(taken).containsExactly("mended");
        assertThat(watched.problems()).isEmpty();
    }
}
