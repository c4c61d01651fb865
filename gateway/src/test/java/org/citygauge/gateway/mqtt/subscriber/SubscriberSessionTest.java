package org.citygauge.gateway.mqtt.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.citygauge.aggregator.journal.JournalFull;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.gateway.config.Configuration.Broker;
import org.citygauge.gateway.config.Configuration.Source;
import org.citygauge.gateway.decode.json.JsonMapping;
import org.citygauge.gateway.mqtt.HandJournal;
import org.citygauge.gateway.mqtt.MemoryJournal;
import org.citygauge.gateway.mqtt.MosquittoPub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the session at a real Mosquitto keeps and sends again, and what a subscriber does when there is none. */
@Timeout(60)
@SuppressWarnings("try") // some subscribers only have to be there
class SubscriberSessionTest {
    private static final int MAX_PAYLOAD = 1_000;
    private static final String TOPIC = "city/x/meter/1";

    @TempDir
    Path folder;

    private static Broker at(String url) {
        return new Broker(
                url,
                "gateway",
                Optional.empty(),
                1,
                100,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Subscriber open(Broker broker, org.citygauge.aggregator.journal.Journal journal) throws IOException {
        var source = new Source("grid", List.of("city/#"), Optional.of(broker), JsonMapping.DEFAULT);
        var subscriber = new Subscriber(source, broker, MAX_PAYLOAD, journal);
        subscriber.open();
        return subscriber;
    }

    private static Subscriber connected(Broker broker, org.citygauge.aggregator.journal.Journal journal)
            throws IOException {
        Subscriber subscriber = open(broker, journal);
        awaitStatus(subscriber, status -> status.connected() == broker.connections());
        return subscriber;
    }

    private static Subscriber.Status awaitStatus(Subscriber subscriber, Predicate<Subscriber.Status> wanted) {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!wanted.test(subscriber.status())) {
            assertThat(System.nanoTime()).as("%s", subscriber.status()).isLessThan(until);
            LockSupport.parkNanos(10_000_000);
        }
        return subscriber.status();
    }

    private static void publish(MosquittoBroker broker, List<String> payloads) throws Exception {
        assertThat(MosquittoPub.publishLines(broker.port(), TOPIC, payloads)).isZero();
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static String text(Message message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }

    private static Set<String> receive(MemoryJournal journal, int distinct) throws InterruptedException {
        var texts = new HashSet<String>();
        while (texts.size() < distinct) {
            Message message = journal.messages.poll(20, TimeUnit.SECONDS);
            assertThat(message).as("after %d of %d", texts.size(), distinct).isNotNull();
            texts.add(text(message));
        }
        return texts;
    }

    @Test
    void aMessageThatIsNotSafeComesAgainAfterARestart() throws Exception {
        try (var broker = MosquittoBroker.start(folder)) {
            var held = new HandJournal();
            try (Subscriber first = connected(at(broker.url()), held)) {
                publish(broker, List.of("1"));
                held.next();
            }
            var journal = new MemoryJournal();
            try (Subscriber second = connected(at(broker.url()), journal)) {
                assertThat(receive(journal, 1)).containsExactly("1");
            }
        }
    }

    @Test
    void aMessageThatIsSafeDoesNotComeAgain() throws Exception {
        try (var broker = MosquittoBroker.start(folder)) {
            var journal = new HandJournal();
            try (Subscriber first = connected(at(broker.url()), journal)) {
                publish(broker, List.of("1"));
                journal.next().succeed();
                // the second of two shows that the first was acknowledged: it is held, the first is not
                publish(broker, List.of("2"));
                journal.next();
            }
            var again = new MemoryJournal();
            try (Subscriber second = connected(at(broker.url()), again)) {
                publish(broker, List.of("3"));
                assertThat(receive(again, 2)).containsExactlyInAnyOrder("2", "3");
                assertThat(again.messages).isEmpty();
            }
        }
    }

    @Test
    void aFailedAppendHasTheSessionSendAgain() throws Exception {
        var journal = new HandJournal();
        try (var broker = MosquittoBroker.start(folder);
                Subscriber grid = connected(at(broker.url()), journal)) {
            publish(broker, List.of("1"));
            journal.next().promise().fail(new JournalFull("full"));
            awaitStatus(grid, status -> status.lastError().orElse("").contains("full"));
            journal.makeRoom();
            HandJournal.Append again = journal.next();
            assertThat(text(again.messages().getFirst())).isEqualTo("1");
            again.succeed();
            publish(broker, List.of("2"));
            assertThat(text(journal.next().messages().getFirst())).isEqualTo("2");
        }
    }

    @Test
    void aJournalThatIsFullAgainAndAgainLosesNothingAndStopsNothing() throws Exception {
        try (var journal = new MemoryJournal();
                var broker = MosquittoBroker.start(folder);
                Subscriber grid = connected(at(broker.url()), journal)) {
            int count = 3_000;
            for (int round = 0; round < 6; round++) {
                journal.fill();
                publish(broker, numbers(round * count / 6, (round + 1) * count / 6));
                journal.awaitRefusal();
                journal.makeRoom();
            }
            assertThat(receive(journal, count)).hasSize(count);
            assertThat(grid.status().connected()).isEqualTo(1);
        }
    }

    @Test
    void aBrokerThatIsDownIsTriedUntilItAnswers() throws Exception {
        try (var journal = new MemoryJournal();
                var broker = MosquittoBroker.start(folder)) {
            broker.stop();
            Subscriber grid = open(at(broker.url()), journal);
            Subscriber.Status down =
                    awaitStatus(grid, status -> status.lastError().isPresent());
            assertThat(down.connected()).isZero();
            assertThat(down.lastError().orElseThrow()).contains("refused");
            broker.startAgain();
            awaitStatus(grid, status -> status.connected() == 1);
            assertThat(grid.status().lastError()).isEmpty();
            grid.close();
        }
    }

    @Test
    void aPayloadThatIsTooLongKeepsItsHeadAndDoesNotComeAgain() throws Exception {
        var journal = new HandJournal();
        try (var broker = MosquittoBroker.start(folder);
                Subscriber grid = connected(at(broker.url()), journal)) {
            publish(broker, List.of("a".repeat(300_000)));
            HandJournal.Append append = journal.next();
            Message message = append.messages().getFirst();
            assertThat(message.payload()).hasSizeLessThanOrEqualTo(MAX_PAYLOAD);
            assertThat(message.cut())
                    .isNotNull()
                    .satisfies(cut -> assertThat(cut.length()).isEqualTo(300_000));
        }
    }

    @Test
    void aPortWhereNobodyAnswersDoesNotKeepItFromClosing() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Subscriber grid = open(at("mqtt://127.0.0.1:" + silent.getLocalPort()), new MemoryJournal());
            silent.accept();
            long before = System.nanoTime();
            grid.close();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(12));
        }
    }
}
