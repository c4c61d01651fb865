package org.citygauge.gateway.mqtt.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Acknowledgements go out together, and no later than a broker with a small window can bear. */
class GatheringOutputTest {
    private final ByteArrayOutputStream socket = new ByteArrayOutputStream();
    private final ScheduledThreadPoolExecutor flusher = new ScheduledThreadPoolExecutor(1);
    private final GatheringOutput out = new GatheringOutput(socket, flusher);

    @AfterEach
    void end() {
        flusher.shutdownNow();
    }

    private void packet() throws IOException {
        out.write(new byte[4], 0, 4);
        out.flush();
    }

    @Test
    void acknowledgementsGoOutTogetherAndAtOnce() throws IOException {
        out.acknowledge(List.of(1, 0x1234));
        assertThat(socket.toByteArray()).isEqualTo(new byte[] {0x40, 2, 0, 1, 0x40, 2, 0x12, 0x34});
    }

    @Test
    void acknowledgementsNeverGetIntoAnotherPacket() throws IOException {
        out.write(0xC0); // the first half of a ping
        out.acknowledge(List.of(7));
        out.write(0);
        out.flush();
        assertThat(socket.toByteArray()).isEqualTo(new byte[] {(byte) 0xC0, 0, 0x40, 2, 0, 7});
    }

    @Test
    void otherPacketsGoOutALittleLater() throws Exception {
        packet();
        packet();
        flusher.shutdown();
        assertThat(flusher.awaitTermination(10, java.util.concurrent.TimeUnit.SECONDS))
                .isTrue();
        assertThat(socket.size()).isEqualTo(8);
    }
}
