package org.citygauge.gateway.decode.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {
    @ParameterizedTest
    @CsvSource({
        "1764000000, 2025-11-24T16:00:00Z",
        "1764000000.5, 2025-11-24T16:00:00.5Z",
        "1.764e9, 2025-11-24T16:00:00Z",
        "1764000000123, 2025-11-24T16:00:00.123Z",
        "1764000000123.25, 2025-11-24T16:00:00.123250Z",
        "1764000000123456, 2025-11-24T16:00:00.123456Z",
        "1764000000123456789, 2025-11-24T16:00:00.123456Z",
        "0, 1970-01-01T00:00:00Z",
        "86400, 1970-01-02T00:00:00Z",
        "-1, 1969-12-31T23:59:59Z",
        "4102444800, 2100-01-01T00:00:00Z",
        "2025-11-24T16:00:00Z, 2025-11-24T16:00:00Z",
        "2025-11-24T17:00:00+01:00, 2025-11-24T16:00:00Z",
        "2025-11-24T17:00:00+0100, 2025-11-24T16:00:00Z",
        "2025-11-24T11:30-04:30, 2025-11-24T16:00:00Z",
        "2025-11-24 16:00:00.123456789Z, 2025-11-24T16:00:00.123456Z",
        "2025-11-24 17:00:00 +01, 2025-11-24T16:00:00Z",
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z"
    })
    void timesAreToldApart(String sent, Instant expected) {
        assertThat(Timestamp.micros(sent)).hasValue(ChronoUnit.MICROS.between(Instant.EPOCH, expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NaN",
                "now",
                "2025-11-24",
                "2025-02-30T00:00:00Z",
                "2025-13-01T00:00:00Z",
                "2025-11-24T24:00:00Z",
                "2025-11-24T16:60:00Z",
                "2025-11-24T16:00:00",
                "2025-11-24T16:00:00+25:00",
                "2025-11-24T16:00:00.Z",
                "2025-11-24T16:00:00Z and more",
                "1e99",
                "1e2147483647",
                "99999999999999999999",
                "24.11.2025 16:00"
            })
    void whatIsNoTimeIsNone(String sent) {
        assertThat(Timestamp.micros(sent)).isEmpty();
    }

    @RepeatedTest(200)
    void isoTimesAreReadAsTheLibraryReadsThem(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var time = OffsetDateTime.ofInstant(
                Instant.ofEpochSecond(
                        random.nextLong(-30_000_000_000L, 200_000_000_000L), random.nextInt(1_000_000) * 1000L),
                ZoneOffset.ofTotalSeconds(random.nextInt(-18 * 60, 18 * 60) * 60));

        assertThat(Timestamp.micros(time.toString()))
                .hasValue(ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant()));
    }
}
