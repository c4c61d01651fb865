package org.citygauge.gateway.mqtt.listener;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.citygauge.aggregator.journal.JournalFull;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.gateway.mqtt.HandJournal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a device may do, and what becomes of one that behaves as no client library would. */
@Timeout(60)
class DeviceTest {
    private static final int PUBACK = 4;
    private static final int PUBREC = 5;
    private static final int PUBCOMP = 7;

    private final HandJournal journal = new HandJournal();

    private static RawDevice connected(OpenListener listener, String clientId) throws IOException {
        return connected(listener, clientId, 0, "");
    }

    private static RawDevice connected(OpenListener listener, String clientId, int keepAliveSeconds, String will)
            throws IOException {
        var device = new RawDevice(listener.url());
        device.connect(clientId, keepAliveSeconds, "", "", will);
        assertThat(device.read().body()[1]).as("accepted").isZero();
        return device;
    }

    private static String text(Message message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }

    private Message next() throws InterruptedException {
        return journal.next().messages().getFirst();
    }

    private void assertNothingMoreComes() throws InterruptedException {
        assertThat(journal.appends.poll(400, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void exactlyOnceSentAgainBeforeItsReleaseIsJournalledOnce() throws Exception {
        try (var listener = new OpenListener(journal);
                RawDevice device = connected(listener, "d")) {
            device.publish("city/x/c/s", 2, 7, false, "1");
            HandJournal.Append append = journal.next();
            device.publish("city/x/c/s", 2, 7, true, "1");
            append.succeed();
            assertThat(device.read()).satisfies(packet -> {
                assertThat(packet.type()).isEqualTo(PUBREC);
                assertThat(packet.id()).isEqualTo(7);
            });
            assertThat(device.read().type()).isEqualTo(PUBREC);
            device.release(7);
            assertThat(device.read().type()).isEqualTo(PUBCOMP);
            assertThat(journal.appends).isEmpty();
            device.publish("city/x/c/s", 2, 7, false, "2");
            assertThat(text(next()))
                    .as("released, the identifier means another message")
                    .isEqualTo("2");
        }
    }

    @Test
    void acknowledgementsKeepTheOrderOfTheMessages() throws Exception {
        try (var listener = new OpenListener(journal);
                RawDevice device = connected(listener, "d")) {
            device.publish("city/x/c/s", 1, 1, false, "1");
            HandJournal.Append first = journal.next();
            device.publish("city/x/c/s", 1, 2, false, "2");
            journal.next().succeed();
            first.succeed();
            assertThat(device.read().id()).isEqualTo(1);
            assertThat(device.read().id()).isEqualTo(2);
        }
    }

    @Test
    void aSilentDeviceIsGivenUpAndItsWillPublished() throws Exception {
        try (var listener = new OpenListener(journal);
                RawDevice device = connected(listener, "d", 1, "{\"value\":0}")) {
            device.awaitClose();
            assertThat(text(next())).isEqualTo("{\"value\":0}");
        }
    }

    @Test
    void aDeviceThatSaysGoodbyeLeavesNoWill() throws Exception {
        try (var listener = new OpenListener(journal);
                RawDevice device = connected(listener, "d", 0, "{\"value\":0}")) {
            device.send(0xE0, new byte[0]);
            device.awaitClose();
            assertNothingMoreComes();
        }
    }

    @Test
    void aGoodbyeThatAsksForTheWillLeavesIt() throws Exception {
        try (var listener = new OpenListener(journal);
                var device = new RawDevice(listener.url())) {
            device.connectFive("d", "{\"value\":0}");
            device.read();
            device.send(0xE0, new byte[] {0x04});
            device.awaitClose();
            assertThat(text(next())).isEqualTo("{\"value\":0}");
        }
    }

    @Test
    void aTopicWithWildcardsClosesTheConnection() throws Exception {
        try (var listener = new OpenListener(journal);
                RawDevice device = connected(listener, "d")) {
            device.publish("city/+/c/s", 1, 1, false, "1");
            device.awaitClose();
            assertNothingMoreComes();
        }
    }

    @Test
    void whatIsNoMqttClosesItsOwnConnectionOnly() throws Exception {
        try (var listener = new OpenListener(journal);
                RawDevice other = connected(listener, "other");
                RawDevice device = connected(listener, "d")) {
            device.send(0x36, new byte[] {0, 1, 'a', 0, 1}); // QoS 3
            device.awaitClose();
            other.publish("city/x/c/s", 1, 1, false, "1");
            journal.next().succeed();
            assertThat(other.read().type()).isEqualTo(PUBACK);
        }
    }

    @Test
    void noMoreIsReadThanMayWait() throws Exception {
        try (var listener = new OpenListener(journal);
                RawDevice device = connected(listener, "d")) {
            List<HandJournal.Append> waiting = fill(device);
            assertThat(waiting).hasSizeGreaterThan(OpenListener.MAX_RECEIVING / OpenListener.MAX_PAYLOAD / 2);
            waiting.forEach(HandJournal.Append::succeed);
            assertThat(next().payload()).as("what waited in the socket").hasSize(OpenListener.MAX_PAYLOAD);
        }
    }

    @Test
    void messagesWithoutPayloadTakeRoomToo() throws Exception {
        try (var listener = new OpenListener(journal);
                RawDevice device = connected(listener, "d")) {
            int count = 20_000; // more than fits into one read of the socket
            for (int id = 1; id <= count; id++) {
                device.publish("city/x/c/s", 1, id, false, "");
            }
            int taken = 0;
            for (var append = journal.appends.poll(1, TimeUnit.SECONDS);
                    append != null;
                    append = journal.appends.poll(1, TimeUnit.SECONDS)) {
                taken += append.messages().size();
            }
            assertThat(taken).isLessThan(count / 2);
        }
    }

    @Test
    void aDeviceThatLeavesWhileTheJournalIsFullFreesWhatItTookOnce() throws Exception {
        try (var listener = new OpenListener(journal)) {
            // reading is stopped, so that only its keep-alive tells that it has left
            try (RawDevice leaving = connected(listener, "leaving", 1, "")) {
                List<HandJournal.Append> appends = fill(leaving);
                leaving.leave();
                awaitConnections(listener, 0);
                appends.getFirst().promise().fail(new JournalFull("full"));
                appends.subList(1, appends.size()).forEach(HandJournal.Append::succeed);
            }
            try (RawDevice device = connected(listener, "d")) {
                assertThat(fill(device)).hasSizeLessThan(OpenListener.MAX_RECEIVING / OpenListener.MAX_PAYLOAD + 1);
            }
        }
    }

    @Test
    void whatNeedsNoAcknowledgementIsCountedWhenItIsLost() throws Exception {
        try (var listener = new OpenListener(journal)) {
            try (RawDevice leaving = connected(listener, "leaving", 1, "")) {
                leaving.publish("city/x/c/s", 0, 0, false, "1");
                HandJournal.Append append = journal.next();
                leaving.leave();
                awaitConnections(listener, 0);
                append.promise().fail(new JournalFull("full"));
            }
            try (RawDevice device = connected(listener, "d")) {
                device.publish("city/x/c/s", 1, 1, false, "2");
                journal.next().succeed();
                assertThat(device.read().type()).isEqualTo(PUBACK);
                assertThat(listener.lost).hasValue(1);
            }
        }
    }

    @Test
    void aJournalThatIsFullForLongIsAskedForRoomOnce() throws Exception {
        try (var listener = new OpenListener(journal);
                RawDevice device = connected(listener, "d")) {
            device.publish("city/x/c/s", 1, 1, false, "1");
            for (int second = 0; second < 3; second++) {
                journal.next().promise().fail(new JournalFull("full"));
            }
            journal.next().succeed();
            assertThat(device.read().type()).isEqualTo(PUBACK);
            assertThat(journal.askedForRoom).hasValue(1);
        }
    }

    @Test
    void lastWillsThatWaitForRoomAreBoundedAndTheOthersCounted() throws Exception {
        int leaving = OpenListener.MAX_RECEIVING / 900 + 3;
        try (var listener = new OpenListener(journal)) {
            for (int i = 0; i < leaving; i++) {
                RawDevice device = connected(listener, "d" + i, 0, "w".repeat(900));
                device.leave();
                awaitConnections(listener, 0);
            }
            assertThat(listener.lost.get()).isPositive();
            assertThat(journal.appends.size() + listener.lost.get()).isEqualTo(leaving);
            journal.appends.forEach(HandJournal.Append::succeed);
            try (RawDevice device = connected(listener, "after")) {
                journal.appends.clear();
                device.publish("city/x/c/s", 1, 1, false, "1");
                journal.next().succeed();
                assertThat(device.read().type()).isEqualTo(PUBACK);
            }
        }
    }

    private static void awaitConnections(OpenListener listener, int count) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (listener.connections.get() != count) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.onSpinWait();
        }
    }

    /** Publishes, one after the other, until one is not read any more; what was read waits to be journalled. */
    private List<HandJournal.Append> fill(RawDevice device) throws IOException, InterruptedException {
        var appends = new ArrayList<HandJournal.Append>();
        while (appends.size() <= OpenListener.MAX_RECEIVING / OpenListener.MAX_PAYLOAD + 1) {
            device.publish("city/x/c/s", 1, appends.size() + 1, false, "a".repeat(OpenListener.MAX_PAYLOAD - 1) + "!");
            HandJournal.Append append = journal.appends.poll(1, TimeUnit.SECONDS);
            if (append == null) {
                return appends;
            }
            appends.add(append);
        }
        throw new AssertionError("more was read than may wait");
    }

    @Test
    void devicesThatLeaveDuringTheirPasswordsCheckTakeNoPlace(@TempDir Path folder) throws Exception {
        String hash = BCrypt.withDefaults().hashToString(11, "secret".toCharArray());
        Users users = Users.read(Files.writeString(folder.resolve("users.txt"), "meter:" + hash + "\n"));
        try (var listener = new OpenListener(journal, Optional.of(users), Optional.empty())) {
            for (int i = 0; i < OpenListener.MAX_CONNECTIONS; i++) {
                try (var leaving = new RawDevice(listener.url())) {
                    leaving.connect("leaving-" + i, 0, "meter", "secret", "");
                }
            }
            var devices = new ArrayList<RawDevice>();
            for (int i = 0; i < OpenListener.MAX_CONNECTIONS; i++) {
                devices.add(accepted(listener, "d" + i));
            }
            for (RawDevice device : devices) {
                device.close();
            }
        }
    }

    /** Tries until it is let in: so many passwords at once are not checked. */
    private static RawDevice accepted(OpenListener listener, String clientId) throws IOException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (true) {
            var device = new RawDevice(listener.url());
            device.connect(clientId, 0, "meter", "secret", "");
            if (device.read().body()[1] == 0) {
                return device;
            }
            device.close();
            assertThat(System.nanoTime()).as("let in").isLessThan(until);
        }
    }

    @Test
    void aDeviceThatComesBackTakesOverThoughAllPlacesAreTaken() throws Exception {
        try (var listener = new OpenListener(journal)) {
            var devices = new ArrayList<RawDevice>();
            for (int i = 0; i < OpenListener.MAX_CONNECTIONS; i++) {
                devices.add(connected(listener, "d" + i));
            }
            try (RawDevice back = connected(listener, "d0")) {
                devices.getFirst().awaitClose();
                back.publish("city/x/c/s", 0, 0, false, "1");
                assertThat(text(next())).isEqualTo("1");
            }
            for (RawDevice device : devices) {
                device.close();
            }
        }
    }
}
