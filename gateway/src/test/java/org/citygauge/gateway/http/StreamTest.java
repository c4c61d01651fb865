package org.citygauge.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class StreamTest {
    private final SampleCity sample = SampleCity.ofThree();
    private final RunningDoor door = RunningDoor.open(sample);

    @AfterEach
    void close() {
        door.close();
    }

    private void change(String number, int value) {
        var state = sample.change(number, SampleCity.value(Integer.toString(value)));
        door.city.changed(sample, List.of(state));
    }

    @Test
    void whoComesHearsEverythingOnceAndThenWhatChanges() throws Exception {
        try (var events = EventReader.open(door, "")) {
            assertThat(events.take(3)).containsOnlyKeys("10.4", "19.8", "23.1");
            change("19.8", 18);
            EventReader.Event event = events.next();
            assertThat(event.name()).isEqualTo("indicator");
            assertThat(event.data().getDouble("value")).isEqualTo(75.0);
        }
    }

    @Test
    void anIndicatorComesAtMostOnceASecondAndItsLastStateAlways() throws Exception {
        try (var events = EventReader.open(door, "")) {
            events.skip(3);
            change("19.8", 18);
            events.next();
            long first = System.nanoTime();
            for (int value = 0; value <= 12; value++) {
                change("19.8", value);
            }
            EventReader.Event last = events.next();
            assertThat(System.nanoTime() - first).isGreaterThan(800_000_000L);
            assertThat(last.data().getDouble("value")).isEqualTo(50.0);
            change("23.1", 4);
            assertThat(events.next().number()).isEqualTo("23.1"); // and nothing of 19.8 in between
        }
    }

    @Test
    void whoComesBackHearsWhatChangedSince() throws Exception {
        String seen;
        try (var events = EventReader.open(door, "")) {
            events.skip(2);
            seen = events.next().id();
            change("23.1", 4);
            events.next();
        }
        try (var events = EventReader.open(door, seen)) {
            assertThat(events.next().number()).isEqualTo("23.1");
            change("19.8", 18);
            assertThat(events.next().number()).isEqualTo("19.8");
        }
    }

    @Test
    void anIdOfAnotherRunCountsAsNone() throws Exception {
        for (String foreign : List.of("otherrun-2", "nonsense", "-", "99999999999999999999")) {
            try (var events = EventReader.open(door, foreign)) {
                assertThat(events.take(3)).containsOnlyKeys("10.4", "19.8", "23.1");
            }
        }
    }

    @Test
    void manyReadersHearTheSame() throws Exception {
        try (var one = EventReader.open(door, "");
                var other = EventReader.open(door, "")) {
            one.skip(3);
            other.skip(3);
            change("19.8", 18);
            assertThat(one.next().id()).isEqualTo(other.next().id());
        }
    }

    @Test
    void theStreamEndsWhenTheDoorCloses() throws Exception {
        try (var events = EventReader.open(door, "")) {
            events.skip(3);
            assertThat(door.city.listeners()).isEqualTo(1);
            door.stop();
            assertThat(events.ended()).isTrue();
            assertThat(door.city.listeners()).isZero();
        }
    }
}
