package org.citygauge.gateway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.evaluation.ReportingCalendar;
import org.citygauge.aggregator.evaluation.SensorFacts;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.figure.Figure;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.catalogue.Catalogues;
import org.citygauge.indicators.measure.MeasureId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
    private static final Catalogue STANDARD = Catalogues.iso37122();
    private static final DraftSnapshot.Identity CITY =
            new DraftSnapshot.Identity("x", "=X\" (fictional)", "Europe/Berlin", "EUR", STANDARD.edition());

    @TempDir
    Path folder;

    /** Nobody measures anything; what is entered counts. */
    private static final SensorFacts NOTHING_MEASURED = new SensorFacts() {
        @Override
        public Contribution contribution(Sensor sensor) {
            throw new IllegalStateException("there are no sensors");
        }

        @Override
        public long lastHeard(Sensor sensor) {
            return Long.MIN_VALUE;
        }
    };

    private static byte[] packed() {
        var figures = new Figures(List.of(
                figure("population", 2024, "120000"),
                figure("people_fast_broadband", 2025, "108600.25"),
                figure("library_titles", 2025, "231000")));
        var evaluator =
                new YearEvaluator(STANDARD, new ReportingCalendar(ZoneId.of("Europe/Berlin"), MonthDay.of(1, 1)), 3);
        YearState year = evaluator.evaluate(
                2025, Instant.parse("2025-07-01T00:00:00Z"), Register.EMPTY, figures, NOTHING_MEASURED);
        return DraftSnapshot.pack(CITY, year, List.of(), figures);
    }

    private static Figure figure(String measure, int year, String value) {
        return new Figure(
                new MeasureId(measure), year, new BigDecimal(value), "{person}", "census", Optional.empty(), "-1+1");
    }

    private Verification verify(byte[] bytes) throws IOException {
        return Verification.of(Files.write(folder.resolve("year.zip"), bytes), STANDARD);
    }

    @Test
    void thePackageOfTheSameYearIsTheSameBytes() {
        assertThat(packed()).isEqualTo(packed());
    }

    @Test
    void aSoundPackageAgreesWithItself() throws IOException {
        Verification verification = verify(packed());
        assertThat(verification.differences()).isEmpty();
        assertThat(verification.agreements())
                .contains(
                        "10 of 10 files are as the manifest says",
                        "2 of 2 computed indicators agree with their measures",
                        "78 of 78 indicators without a value agree with their measures",
                        "3 of 3 entered measures agree with their figures");
    }

    @Test
    void aByteFlippedAnywhereInTheFilesIsFound() throws IOException {
        byte[] sound = packed();
        int directory = directoryOf(sound);
        for (int at = 0; at < directory; at += 7) {
            byte[] flipped = sound.clone();
            flipped[at] ^= 0x10;
            if (contents(flipped).equals(contents(sound))) {
                continue; // a time or a name the directory repeats: no content is changed
            }
            assertThat(verify(flipped).differences()).as("byte %d", at).isNotEmpty();
        }
    }

    /** What would be unpacked, entry by entry, digests for bytes. */
    private Map<String, String> contents(byte[] zip) throws IOException {
        var problems = new ArrayList<String>();
        Map<String, String> digests = new TreeMap<>();
        SnapshotZip.read(Files.write(folder.resolve("other.zip"), zip), problems)
                .forEach((name, bytes) -> digests.put(name, SnapshotZip.sha256(bytes)));
        problems.forEach(problem -> digests.put(problem, ""));
        return digests;
    }

    private static int directoryOf(byte[] zip) {
        int end = zip.length - 22;
        return (zip[end + 16] & 0xFF) | (zip[end + 17] & 0xFF) << 8 | (zip[end + 18] & 0xFF) << 16;
    }

    private byte[] changed(String file, String from, String to) throws IOException {
        var files =
                new TreeMap<>(SnapshotZip.read(Files.write(folder.resolve("before.zip"), packed()), new ArrayList<>()));
        files.remove(SnapshotZip.MANIFEST);
        files.computeIfPresent(file, (name, bytes) -> {
            String text = new String(bytes, StandardCharsets.UTF_8);
            assertThat(text).contains(from);
            return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
        });
        return SnapshotZip.write(files);
    }

    @Test
    void aValueThatDoesNotFollowFromItsMeasuresIsFoundThoughTheManifestFits() throws IOException {
        assertThat(verify(changed("data/measures.json", "108600.25", "118600.25"))
                        .differences())
                .anySatisfy(text -> assertThat(text).contains("data/indicators.json: 18.1: says"))
                .anySatisfy(text -> assertThat(text).contains("people_fast_broadband: says 118600.25"))
                .anySatisfy(text -> assertThat(text).contains("data/measures.csv: does not say the same"));
    }

    @Test
    void anotherFormulaThanTheStandardsIsFound() throws IOException {
        assertThat(verify(changed("data/indicators.json", "\"100000\"", "\"10000\""))
                        .differences())
                .anySatisfy(text -> assertThat(text).contains("its formula is not that of ISO 37122:2019"));
    }

    @Test
    void whatIsNoPackageIsSaidToBeNone() throws IOException {
        assertThat(verify("hello".getBytes(StandardCharsets.UTF_8)).differences())
                .anySatisfy(text -> assertThat(text).contains("no readable zip"));
    }
}
