package org.citygauge.aggregator.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.citygauge.aggregator.journal.JournalFull;
import org.junit.jupiter.api.Test;

/** Waiting for room costs nothing, however long it takes. */
class RoomTest {
    @Test
    void whoeverAsksForRoomAgainAndAgainWaitsOnce() {
        try (var callbacks = new Callbacks()) {
            var room = new Room(callbacks);
            room.lack(Room.Place.DISK, new JournalFull("the disk is full"));
            Future<Void> first = room.future();
            for (int second = 0; second < 10_000; second++) {
                room.future();
            }
            assertThat(room.waiting()).isEqualTo(1);
            assertThat(room.lack()).get().extracting(Throwable::getMessage).isEqualTo("the disk is full");
            room.found(Room.Place.DISK);
            assertThat(first.toCompletionStage().toCompletableFuture())
                    .succeedsWithin(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
            assertThat(room.waiting()).isZero();
            assertThat(room.lack()).isEmpty();
        }
    }
}
