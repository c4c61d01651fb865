package org.citygauge.gateway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.citygauge.gateway.comparison.Change;
import org.citygauge.gateway.snapshot.diff.CityComparison;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CityComparisonTest {
    @TempDir
    Path folder;

    private Path pack(String name, Consumer<PackedYear> change) {
        var year = new PackedYear();
        change.accept(year);
        return PackedYear.pack(year.content(false), folder, name, folder.resolve("key.pem"));
    }

    private static void other(PackedYear year) {
        year.cityId = "other.town";
        year.cityName = "Other";
        year.libraryTitles = "300000";
    }

    private static Change change(CityComparison found, String number) {
        return found.comparison().changes().stream()
                .filter(one -> one.indicator().number().toString().equals(number))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachIndicatorOfTwoCitiesStandsBesideTheOther() throws IOException {
        CityComparison found =
                CityComparison.of(pack("ours.zip", year -> {}), pack("theirs.zip", CityComparisonTest::other), false);

        assertThat(found.remarks()).isEmpty();
        assertThat(found.comparison().changes()).hasSize(80);
        assertThat(change(found, "17.3").direction()).isEqualTo(Change.Direction.BETTER);
        assertThat(change(found, "17.3").relative().orElseThrow()).isEqualByComparingTo("0.25");
        assertThat(change(found, "19.8").direction()).isEqualTo(Change.Direction.UNCHANGED);
        assertThat(change(found, "5.2").direction()).isEqualTo(Change.Direction.UNKNOWN);
    }

    @Test
    void twoYearsAreNotComparedUnawares() throws IOException {
        Path ours = pack("ours.zip", year -> {});
        Path theirs = pack("theirs.zip", year -> {
            other(year);
            year.year = 2024;
        });

        assertThatThrownBy(() -> CityComparison.of(ours, theirs, false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is of 2025")
                .hasMessageContaining("of 2024")
                .hasMessageContaining("--any-year");
        assertThat(CityComparison.of(ours, theirs, true).remarks()).contains("the years differ: 2025 and 2024");
    }
}
