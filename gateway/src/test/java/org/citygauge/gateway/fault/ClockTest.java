package org.citygauge.gateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.live.RawReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clock of the machine jumps forward and back, by minutes, hours and days, over new year, while the gateway runs and while it does
 * not: receipt times follow it as the contract says, what lies in the future is judged by them, and no total cares.
 */
@Timeout(3_600)
class ClockTest {
    private static final Instant START = Instant.parse("2025-12-30T10:30:00Z");
    private static final Duration FARTHEST_BACK = Duration.ofDays(4);
    private static final long HOUR = Duration.ofHours(1).toNanos() / 1_000;
    private static final long TOLERANCE = Duration.ofMinutes(5).toNanos() / 1_000;
    private static final int STEPS = 40;
    private static final List<Duration> JUMPS = List.of(
            Duration.ofSeconds(1),
            Duration.ofMinutes(10),
            Duration.ofMinutes(-10),
            Duration.ofHours(1),
            Duration.ofHours(-1),
            Duration.ofDays(3),
            Duration.ofDays(-3));
    private static final List<Duration> CLAIMS = List.of(
            Duration.ofHours(-1),
            Duration.ofMinutes(4),
            Duration.ofMinutes(6),
            Duration.ofMinutes(64),
            Duration.ofMinutes(66),
            Duration.ofDays(1));

    @TempDir
    Path folder;

    private final SetClock clock = new SetClock(START);
    private final TreeMap<Long, Integer> expected = new TreeMap<>();
    private long last;
    private long ahead;

    @Test
    void jumps() throws Exception {
        try (Rounds rounds = Rounds.of("clock jumps", 1)) {
            while (rounds.more()) {
                Path city = Files.createDirectory(folder.resolve("city-" + rounds.number()));
                Town town = Town.make(city.resolve("town"));
                var outbox = new Outbox(new Feed(
                        town.devices(),
                        rounds.random(),
                        START.minus(FARTHEST_BACK).minus(Duration.ofDays(1))));
                begin();
                Opened opened = new Opened(town, city.resolve("data"), clock);
                try {
                    Random random = rounds.random();
                    for (int step = 0; step < STEPS; step++) {
                        jump(random);
                        if (random.nextInt(5) == 0) {
                            opened.close();
                            jump(random);
                            opened = new Opened(town, city.resolve("data"), clock);
                        }
                        send(opened, step, random);
                        outbox.allow(100);
                        assertThat(new Publisher(opened.mqtt(), outbox, Duration.ofSeconds(30)).run())
                                .isTrue();
                        last = receipt(); // one at least of these was received now
                    }
                    clock.set(START.plus(Duration.ofDays(40)));
                    try (Opened undisturbed = new Opened(town, city.resolve("undisturbed"), clock)) {
                        Finding finding = Audit.of(opened, outbox, undisturbed, clock.instant());
                        assertThat(finding).as("round %d", rounds.number()).isEqualTo(new Finding(0, 0, true));
                        rounds.finished(finding);
                    }
                    judge(opened);
                } finally {
                    opened.close();
                }
            }
            rounds.note(STEPS + " jumps each");
        }
    }

    private void begin() {
        clock.set(START);
        expected.clear();
        last = 0;
        ahead = 0;
    }

    private void jump(Random random) {
        clock.move(JUMPS.get(random.nextInt(JUMPS.size())));
        if (clock.instant().isBefore(START.minus(FARTHEST_BACK))) {
            clock.set(START);
        }
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** The larger of the clock and the last one, at most an hour ahead of the clock. */
    private long receipt() {
        long now = micros(clock.instant());
        return Math.min(Math.max(now, last), now + HOUR);
    }

    /** One reading without a time, and one with a time near now. */
    private void send(Opened opened, int step, Random random) {
        last = receipt();
        expected.put(last, step); // of several at one instant the greatest value holds
        append(opened, Town.CLOCKLESS, "{\"value\":" + step + "}");
        long claimed = micros(clock.instant())
                + random.nextInt(1_000_000)
                + CLAIMS.get(random.nextInt(CLAIMS.size())).toNanos() / 1_000;
        ahead += claimed - TOLERANCE > last ? 1 : 0;
        append(opened, Town.AHEAD, "{\"value\":1,\"time\":" + claimed + ",\"id\":\"" + step + "\"}");
    }

    private static void append(Opened opened, String sensor, String payload) {
        Answer.of(opened.city()
                .journal()
                .append(List.of(new Message(
                        Message.LISTENER,
                        "city/fault-town/thing/" + sensor,
                        payload.getBytes(StandardCharsets.UTF_8)))));
    }

    private void judge(Opened opened) {
        var received = new TreeMap<Long, Integer>();
        for (RawReading reading : opened.readings(Town.CLOCKLESS)) {
            assertThat(reading.receiptTime()).isTrue();
            received.put(micros(reading.time()), reading.value().toBigDecimal().intValueExact());
        }
        assertThat(received).isEqualTo(expected);
        assertThat(opened.city().books().readings().rejected().getOrDefault("future", 0L))
                .isEqualTo(ahead);
        assertThat(opened.readings(Town.AHEAD)).hasSize((int) (STEPS - ahead));
    }
}
