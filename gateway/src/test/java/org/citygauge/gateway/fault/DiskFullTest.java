package org.citygauge.gateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A full disk holds publishers back and loses nothing, whether it gets room in time or the gateway is killed first. */
@Timeout(3_600)
class DiskFullTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int READINGS_AFTERWARDS = 2_000;

    @TempDir
    Path folder;

    private final Instant begun = Instant.now();
    private final SetClock clock = new SetClock(begun);

    /** What happens while the disk is full. */
    private enum Course {
        ROOM_IN_TIME,
        KILLED_THEN_ROOM,
        KILLED_AND_STARTED_WITHOUT_ROOM;

        Course next() {
            return switch (this) {
                case ROOM_IN_TIME -> KILLED_THEN_ROOM;
                case KILLED_THEN_ROOM -> KILLED_AND_STARTED_WITHOUT_ROOM;
                case KILLED_AND_STARTED_WITHOUT_ROOM -> ROOM_IN_TIME;
            };
        }
    }

    @Test
    void theJournals() throws Exception {
        fill(
                Rounds.of("disk full, journal", 1),
                DiskFullTest::journalIsFull,
                Course.ROOM_IN_TIME,
                Map.of("journal", 2_048));
    }

    @Test
    void theArchives() throws Exception {
        fill(
                Rounds.of("disk full, archive", 1),
                DiskFullTest::archiveIsFull,
                Course.ROOM_IN_TIME,
                Map.of("archive", 900));
    }

    @Test
    void oneThatBothShare() throws Exception {
        fill(
                Rounds.of("disk full, shared", 1),
                DiskFullTest::journalIsFull,
                Course.KILLED_THEN_ROOM,
                Map.of("", 3_072));
    }

    /** So nothing is consumed, and the journal is full with many files. */
    @Test
    void theArchivesAndThenTheJournals() throws Exception {
        fill(
                Rounds.of("disk full, archive, then journal", 1),
                health -> journalIsFull(health) && archiveIsFull(health),
                Course.KILLED_AND_STARTED_WITHOUT_ROOM,
                Map.of("archive", 900, "journal", 4_096),
                "journal: {max_bytes: 8MiB}");
    }

    private static boolean journalIsFull(String health) {
        return health.contains("\"full\":true");
    }

    private static boolean isWell(String health) {
        return health.contains("\"full\":false") && health.contains("\"problem\":\"\"");
    }

    private static boolean archiveIsFull(String health) {
        return health.contains("cannotbewritten") || health.contains("cannotread");
    }

    private void fill(Rounds rounds, Predicate<String> full, Course first, Map<String, Integer> disks, String... more)
            throws Exception {
        var courses = new ArrayList<String>();
        Course next = first;
        try (rounds) {
            while (rounds.more()) {
                Course course = next;
                next = course.next();
                Path city = Files.createDirectory(folder.resolve("city-" + rounds.number()));
                Path data = city.resolve("data");
                Town town = Town.make(city.resolve("town"), more);
                try (SmallDisks disk = SmallDisks.mount(data, disks)) {
                    Finding finding = round(town, data, disk, full, course, rounds.random());
                    assertThat(finding)
                            .as("round %d, %s", rounds.number(), course)
                            .isEqualTo(new Finding(0, 0, true));
                    rounds.finished(finding);
                }
                courses.add(course.toString());
            }
            rounds.note(List.copyOf(new java.util.TreeSet<>(courses)).toString().toLowerCase(java.util.Locale.ROOT));
        }
    }

    private Finding round(Town town, Path data, SmallDisks disk, Predicate<String> full, Course course, Random random)
            throws Exception {
        var outbox = new Outbox(new Feed(town.devices(), random, begun));
        try (GatewayProcess gateway = GatewayProcess.ready(town, data)) {
            outbox.allow(Integer.MAX_VALUE);
            var load = CompletableFuture.supplyAsync(() -> new Publisher(gateway.mqtt(), outbox, PATIENCE).run());
            Answer.awaitThat("the disk is full", () -> full.test(gateway.health()));
            if (course == Course.ROOM_IN_TIME) {
                disk.enlarge();
                outbox.allow(READINGS_AFTERWARDS);
                assertThat(load.join()).as("all is acknowledged in the end").isTrue();
                Answer.awaitThat("it is well again", () -> isWell(gateway.health()));
                gateway.stop();
            } else {
                gateway.kill();
                outbox.allow(0);
                load.join();
            }
        }
        if (course == Course.KILLED_AND_STARTED_WITHOUT_ROOM) {
            startWithoutRoom(town, data);
        }
        disk.enlarge();
        clock.set(Instant.now());
        try (Opened again = new Opened(town, data, clock);
                Opened undisturbed = new Opened(town, data.resolveSibling("undisturbed"), clock)) {
            Finding first = Audit.beforeResending(again, outbox, false);
            outbox.allow(READINGS_AFTERWARDS);
            assertThat(new Publisher(again.mqtt(), outbox, PATIENCE).run()).isTrue();
            return first.plus(Audit.of(again, outbox, undisturbed, clock.instant()));
        }
    }

    /** It may run or say what is in the way; nothing may be lost by trying. */
    private static void startWithoutRoom(Town town, Path data) throws IOException {
        try (GatewayProcess gateway = GatewayProcess.launch(town, data)) {
            if (!gateway.isReady()) {
                assertThat(gateway.awaitEnd()).isEqualTo(1);
                assertThat(gateway.said()).contains("Citygauge cannot start: ");
            }
        }
    }
}
