package org.citygauge.gateway.mqtt.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
    void announcedPacketsGoOutWithTheLastOfThem() throws IOException {
        flusher.shutdown(); // so that nothing goes out by the clock
        flusher.setRejectedExecutionHandler((work, executor) -> {});
        out.expect(3);
        packet();
        packet();
        assertThat(socket.size()).isZero();
        packet();
        assertThat(socket.size()).isEqualTo(12);
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
