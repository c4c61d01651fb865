package org.citygauge.gateway.mqtt.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.citygauge.aggregator.journal.JournalFull;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.gateway.mqtt.HandJournal;
import org.junit.jupiter.api.Test;

/** Acknowledged is safe, in order, however what arrives is put together. */
class DeliveriesTest {
    private final HandJournal journal = new HandJournal();
    private final List<List<Integer>> safe = new ArrayList<>();
    private final List<Throwable> refused = new ArrayList<>();
    private long lost;
    private final Deliveries deliveries = new Deliveries(journal, new Deliveries.Outcome() {
        @Override
        public void safe(List<Integer> ids) {
            safe.add(ids);
        }

        @Override
        public void refused(Throwable why) {
            refused.add(why);
        }

        @Override
        public void lost(long messages) {
            lost += messages;
        }
    });

    private void arrive(int id, boolean wantsAck) {
        deliveries.arrived(new Message("grid", "t", ("" + id).getBytes(StandardCharsets.UTF_8)), id, wantsAck);
    }

    private static List<String> payloads(HandJournal.Append append) {
        return append.messages().stream()
                .map(message -> new String(message.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void theFirstGoesAtOnceAndWhatComesMeanwhileGoesTogether() throws Exception {
        for (int id = 1; id <= 5; id++) {
            arrive(id, id != 3);
        }
        HandJournal.Append first = journal.next();
        assertThat(payloads(first)).containsExactly("1");
        assertThat(journal.appends).isEmpty();
        assertThat(safe).isEmpty();
        first.succeed();
        HandJournal.Append second = journal.next();
        assertThat(payloads(second)).containsExactly("2", "3", "4", "5");
        second.succeed();
        assertThat(safe).containsExactly(List.of(1), List.of(2, 4, 5));
    }

    @Test
    void largeMessagesAreNotPutTogether() throws Exception {
        arrive(1, true);
        for (int id = 2; id <= 4; id++) {
            deliveries.arrived(new Message("grid", "t", new byte[100 * 1024]), id, true);
        }
        journal.next().succeed();
        for (int id = 2; id <= 4; id++) {
            HandJournal.Append one = journal.next();
            assertThat(one.messages()).hasSize(1);
            one.succeed();
        }
        assertThat(safe).containsExactly(List.of(1), List.of(2), List.of(3), List.of(4));
    }

    @Test
    void afterARefusalNothingMoreIsTakenAndWhatNobodySendsAgainIsCounted() throws Exception {
        arrive(1, true);
        arrive(2, false);
        arrive(3, true);
        journal.next().promise().fail(new JournalFull("full"));
        arrive(4, true);
        arrive(5, false);
        assertThat(refused).hasSize(1);
        assertThat(safe).isEmpty();
        assertThat(journal.appends).isEmpty();
        assertThat(lost).as("of quality of service 0").isEqualTo(2);
    }

    @Test
    void whatWaitsForNoAcknowledgementIsBounded() {
        for (int id = 0; id < 70_000; id++) {
            arrive(id, false);
        }
        assertThat(lost).isEqualTo(70_000 - 65_536);
    }

    @Test
    void whenTheConnectionIsGoneOnlyWhatDoesNotComeAgainGoesOn() throws Exception {
        arrive(1, true);
        arrive(2, true);
        arrive(3, false);
        deliveries.connectionLost();
        journal.next().succeed();
        assertThat(payloads(journal.next())).containsExactly("3");
    }
}
