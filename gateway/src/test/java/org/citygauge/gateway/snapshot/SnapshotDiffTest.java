package org.citygauge.gateway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.citygauge.gateway.snapshot.diff.IndicatorChange;
import org.citygauge.gateway.snapshot.diff.SnapshotDiff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotDiffTest {
    @TempDir
    Path folder;

    private Path pack(String name, Consumer<PackedYear> change) {
        var year = new PackedYear();
        change.accept(year);
        return PackedYear.pack(year.content(false), folder, name, folder.resolve("key.pem"));
    }

    private SnapshotDiff restated(Consumer<PackedYear> change) throws IOException {
        Path before = pack("before.zip", year -> {});
        Path after = pack("after.zip", year -> {
            year.revision = 2;
            change.accept(year);
        });
        return SnapshotDiff.of(before, after);
    }

    private static List<String> numbers(SnapshotDiff diff) {
        return diff.changes().stream().map(IndicatorChange::number).toList();
    }

    @Test
    void aRevisionWithTheSameInputsChangesNothing() throws IOException {
        SnapshotDiff diff = restated(year -> {});
        assertThat(diff.changes()).isEmpty();
        assertThat(diff.same()).isEqualTo(80);
        assertThat(diff.general()).containsExactly("reason given for revision 2: late meters");
    }

    @Test
    void lateReadingsAreNamedBySensor() throws IOException {
        SnapshotDiff diff = restated(year -> year.gridGrowth = new BigDecimal("123500"));
        assertThat(numbers(diff)).containsExactly("7.4");
        assertThat(diff.changes().getFirst().because())
                .anyMatch(line -> line.startsWith("electricity_consumption_total: "))
                .anyMatch(line ->
                        line.startsWith("  sensor grid energy: ") && line.contains("growth 123456.789 became 123500"));
    }

    @Test
    void anEditOfTheRegisterIsNamed() throws IOException {
        SnapshotDiff diff = restated(year -> year.assets = year.assets.replace("P1,100", "P1,120"));
        assertThat(numbers(diff)).containsExactly("19.8");
        assertThat(diff.changes().getFirst().because())
                .contains("  register: asset park-1: weight 100 became 120")
                .anyMatch(line -> line.startsWith("public_parking_spaces_total: 150.5 {space} became 170.5 {space}"));
    }

    @Test
    void anotherFigureIsNamedWithItsVersion() throws IOException {
        SnapshotDiff diff = restated(year -> year.libraryTitles = "250000");
        assertThat(numbers(diff)).containsExactly("17.3");
        assertThat(diff.changes().getFirst().because())
                .anyMatch(line -> line.startsWith("  figure: 240000 ")
                        && line.contains(" became 250000 ")
                        && line.contains("(version 13, approved "));
    }

    @Test
    void twoYearsOfACityAreComparedToo() throws IOException {
        Path before = pack("before.zip", year -> {
            year.year = 2024;
            year.gridGrowth = BigDecimal.TEN;
        });
        assertThat(numbers(SnapshotDiff.of(before, pack("after.zip", year -> {}))))
                .containsExactly("7.4");
    }

    @Test
    void aPackageThatWasChangedIsNotCompared() throws IOException {
        Path before = pack("before.zip", year -> {});
        byte[] bytes = Files.readAllBytes(before);
        bytes[bytes.length / 2] ^= 1;
        Path changed = Files.write(folder.resolve("changed.zip"), bytes);
        assertThatThrownBy(() -> SnapshotDiff.of(before, changed))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not what was signed");
    }
}
