package org.citygauge.aggregator.hour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.citygauge.aggregator.reading.Decimal;
import org.junit.jupiter.api.Test;

class HourSetTest {
    private static final long HOUR = 1_750_000_400L / 3600 * 3600;

    private static HourReading reading(long micros, long value, String id, long revision) {
        return new HourReading(HOUR * 1_000_000 + micros, new Decimal(value, 1), "", id, revision, false, false);
    }

    private static HourSet all(List<HourReading> readings) {
        HourSet set = HourSet.empty(HOUR);
        for (HourReading reading : readings) {
            set = switch (set.with(reading)) {
                case Admission.Stored(HourSet more) -> more;
                case Admission.Replaced(HourSet other) -> other;
                case Admission.Duplicate() -> set;
            };
        }
        return set;
    }

    @Test
    void unionDoesNotCareForOrderOrRepetition() {
        var random = new Random(5);
        for (int round = 0; round < 200; round++) {
            List<HourReading> readings = some(random);
            var shuffled = new ArrayList<>(readings);
            shuffled.addAll(readings);
            Collections.shuffle(shuffled, random);
            assertThat(all(shuffled).toBytes()).isEqualTo(all(readings).toBytes());
            assertThat(HourSet.of(HOUR, all(readings).toBytes()).readings())
                    .isEqualTo(all(readings).readings());
        }
    }

    @Test
    void twoSetsTogetherAreTheSetOfAllTheirReadings() {
        var random = new Random(7);
        for (int round = 0; round < 300; round++) {
            List<HourReading> readings = some(random);
            boolean oneAfterTheOther = random.nextBoolean();
            if (oneAfterTheOther) {
                readings.sort(Comparator.comparingLong(HourReading::timeMicros));
            }
            int first = random.nextInt(readings.size());
            int second = random.nextInt(first + 1);
            HourSet joint = all(readings.subList(0, first)).with(all(readings.subList(second, readings.size())));
            assertThat(joint.toBytes()).isEqualTo(all(readings).toBytes());
            assertThat(joint.readings()).isEqualTo(all(readings).readings());
            assertThat(HourSet.of(HOUR, joint.toBytes()).lastTimeMicros()).isEqualTo(joint.lastTimeMicros());
        }
    }

    private static List<HourReading> some(Random random) {
        var readings = new ArrayList<HourReading>();
        String[] units = {"", "kW.h", "m3"};
        for (int i = 0; i < 40; i++) {
            long unit = new long[] {1, 1_000, 1_000_000}[random.nextInt(3)];
            readings.add(new HourReading(
                    HOUR * 1_000_000 + random.nextInt(3_600) * unit,
                    new Decimal(random.nextInt(2_000) - 1_000, random.nextInt(4)),
                    units[random.nextInt(3)],
                    random.nextInt(4) == 0 ? "e" + random.nextInt(3) : "",
                    random.nextInt(5) == 0 ? random.nextInt(3) : 0,
                    random.nextInt(9) == 0,
                    false));
        }
        return readings;
    }

    @Test
    void atEqualRevisionTheGreaterValueHoldsAndTheInstantIsFlagged() {
        HourSet set = all(List.of(reading(5, 10, "", 0), reading(5, 12, "", 0), reading(5, 11, "", 0)));
        assertThat(set.readings()).singleElement().satisfies(held -> {
            assertThat(held.value()).isEqualTo(new Decimal(12, 1));
            assertThat(held.conflict()).isTrue();
        });
    }

    @Test
    void theHigherRevisionHoldsWhateverItsValue() {
        HourSet set = all(List.of(reading(5, 10, "", 0), reading(5, 3, "", 1), reading(5, 99, "", 0)));
        assertThat(set.readings())
                .singleElement()
                .satisfies(held -> assertThat(held.value()).isEqualTo(new Decimal(3, 1)));
    }

    @Test
    void anIdTellsTwoEventsOfOneInstantApart() {
        assertThat(all(List.of(reading(5, 10, "a", 0), reading(5, 10, "b", 0))).count())
                .isEqualTo(2);
    }

    @Test
    void anOlderVersionStaysAsItWasWhenTheNextIsAppended() {
        HourSet older = all(List.of(reading(1, 1, "", 0), reading(2, 2, "", 0)));
        List<HourReading> before = older.readings();
        all(List.of(reading(1, 1, "", 0)));
        older.with(reading(3, 3, "", 0));
        assertThat(older.readings()).isEqualTo(before);
    }

    @Test
    void readingOnFromAnInstantShowsEverythingFromThenOn() {
        var random = new Random(11);
        for (int round = 0; round < 60; round++) {
            var readings = new ArrayList<HourReading>();
            int many = 1 + random.nextInt(1_000);
            for (int i = 0; i < many; i += 40) {
                readings.addAll(some(random));
            }
            readings.sort(Comparator.comparingLong(HourReading::timeMicros));
            int cut = random.nextInt(readings.size() + 1);
            HourSet joint = all(readings.subList(0, cut)).with(all(readings.subList(cut, readings.size())));
            for (HourSet set : List.of(all(readings), joint, HourSet.of(HOUR, joint.toBytes()))) {
                long from = set.readings().get(random.nextInt(set.count())).timeMicros() + random.nextInt(2);
                assertThat(shownFrom(set, from))
                        .isEqualTo(set.readings().stream()
                                .filter(reading -> reading.timeMicros() >= from)
                                .toList());
            }
        }
    }

    @Test
    void readingOnPassesOverMostOfWhatStandsBefore() {
        var readings = new ArrayList<HourReading>();
        for (int i = 0; i < 10_000; i++) {
            readings.add(reading(i * 100_000L, i, "", 0));
        }
        HourSet joint = all(readings.subList(0, 5_000)).with(all(readings.subList(5_000, 10_000)));
        for (HourSet set : List.of(all(readings), joint, HourSet.of(HOUR, joint.toBytes()))) {
            HourCursor cursor = set.cursor(readings.get(9_990).timeMicros());
            int shown = 0;
            while (cursor.next()) {
                shown++;
            }
            assertThat(shown).isBetween(10, 10 + Marks.EVERY);
        }
    }

    private static List<HourReading> shownFrom(HourSet set, long from) {
        var shown = new ArrayList<HourReading>();
        HourCursor cursor = set.cursor(from);
        while (cursor.next()) {
            if (cursor.timeMicros() >= from) {
                shown.add(cursor.reading());
            }
        }
        return shown;
    }
}
