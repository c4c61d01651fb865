package org.citygauge.aggregator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.citygauge.aggregator.evaluation.SensorRecord;
import org.citygauge.aggregator.evaluation.SensorTrace;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensorTraceTest {
    private static final Instant RECEIPT = Instant.parse("2026-01-02T00:00:00Z");
    private static final Sensor METER = TestCity.sensor("meter", SensorKind.AMOUNT);

    @TempDir
    Path folder;

    private static Register register(Sensor... rows) {
        return new Register(List.of(TestCity.asset("asset")), List.of(rows), Set.of());
    }

    private static SensorRecord record(TestCity city, Sensor row, Instant at) {
        return city.folds(register(row), 2025).records(List.of(row), at).getFirst();
    }

    @Test
    void aGapIsARunOfSlotsWithoutAReading() {
        try (var city = new TestCity(folder)) {
            city.take(
                    RECEIPT,
                    "meter,2025-01-01T00:30:00+01:00,1",
                    "meter,2025-01-01T01:30:00+01:00,1",
                    "meter,2025-01-01T05:59:00+01:00,1",
                    "meter,2025-01-01T07:00:00+01:00,1,,,Cel");
            SensorTrace trace = record(city, METER, Instant.parse("2025-01-01T08:00:00+01:00"))
                    .trace();

            assertThat(trace.gaps()).isEqualTo(2);
            assertThat(trace.longest()).isEqualTo(Duration.ofHours(3));
            assertThat(trace.readings()).isEqualTo(4);
        }
    }

    @Test
    void aSensorThatNeverReportedIsOneGap() {
        try (var city = new TestCity(folder)) {
            SensorTrace trace = record(city, METER, Instant.parse("2025-01-02T00:00:00+01:00"))
                    .trace();

            assertThat(trace.gaps()).isEqualTo(1);
            assertThat(trace.longest()).isEqualTo(Duration.ofDays(1));
            assertThat(trace.readings()).isZero();
        }
    }

    @Test
    void theDigestIsThatOfTheReadingsInOrderOfTimeHoweverTheyCame() throws Exception {
        var lines = new ArrayList<String>();
        var expected = new StringBuilder();
        Instant start = Instant.parse("2024-12-31T23:00:00Z");
        for (int i = 0; i < 500; i++) {
            Instant time = start.plusSeconds(i * 1000L);
            lines.add("meter," + time + "," + (i % 7) + ".50,event" + i + "," + (i % 3));
            expected.append(time.getEpochSecond() * 1_000_000)
                    .append(",")
                    .append(i % 7)
                    .append(".5,,event")
                    .append(i)
                    .append(",")
                    .append(i % 3)
                    .append("\n");
        }
        Collections.shuffle(lines, new Random(7));
        try (var city = new TestCity(folder)) {
            for (int i = 0; i < 70; i++) { // the meter shares its bucket with others
                city.take(RECEIPT, "other" + i + ",2025-03-01T00:00:00Z,1");
            }
            city.take(RECEIPT, lines.subList(0, 200).toArray(String[]::new));
            city.engine().commitAndMerge();
            city.take(RECEIPT, lines.subList(200, 500).toArray(String[]::new));
            SensorTrace trace = record(city, METER, Instant.parse("2026-01-01T00:00:00+01:00"))
                    .trace();

            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(expected.toString().getBytes(StandardCharsets.UTF_8));
            assertThat(trace.sha256()).isEqualTo(HexFormat.of().formatHex(digest));
        }
    }
}
