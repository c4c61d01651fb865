package org.citygauge.aggregator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.citygauge.aggregator.archive.Follower;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.archive.Stretch;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.reading.SeriesKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who copies readings hears of those that count, and of late ones when a restatement takes them in. */
class LateFollowersTest {
    private static final Instant RECEIPT = Instant.parse("2026-01-02T00:00:00Z");
    private static final Instant OLD = Instant.parse("2024-06-01T00:00:00Z");
    private static final Instant LATE = Instant.parse("2025-06-01T00:00:00Z");

    @TempDir
    Path folder;

    private TestCity city;
    private final Follower follower = new Follower("copy", false);

    @BeforeEach
    void open() {
        city = new TestCity(folder);
        city.take(RECEIPT, "meter,2025-03-01T00:00:00Z,1");
        follower.past(MicroTime.of(RECEIPT));
        city.store().tell(follower);
    }

    @AfterEach
    void close() {
        city.close();
    }

    private Map<Integer, Stretch> meterAt(Instant time) {
        Series meter = city.store().find(new SeriesKey("meter", "")).orElseThrow();
        return Map.of(meter.id(), Stretch.at(MicroTime.of(time)));
    }

    @Test
    void aLateReadingIsToldOfWhenItIsTakenIn() {
        city.closeYear(2025);
        city.take(RECEIPT, "meter," + LATE + ",2");
        assertThat(follower.take()).isEmpty();
        city.closeYear(2025);
        assertThat(follower.take()).isEqualTo(meterAt(LATE));
    }

    @Test
    void aReadingOfAnOlderYearThatIsOpenIsToldOfAtOnce() {
        city.closeYear(2025);
        city.take(RECEIPT, "meter," + OLD + ",2");
        assertThat(follower.take()).isEqualTo(meterAt(OLD));
    }

    @Test
    void whoeverIsForgottenHearsNothing() {
        city.store().forget(follower);
        city.take(RECEIPT, "meter," + LATE + ",2");
        assertThat(follower.take()).isEmpty();
    }
}
