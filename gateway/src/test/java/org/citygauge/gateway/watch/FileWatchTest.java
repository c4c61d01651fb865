package org.citygauge.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.citygauge.gateway.config.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
    @TempDir
    Path folder;

    @Test
    void aDeployedWatchSeesOneChangeAfterAnother() throws Exception {
        Path file = Files.writeString(folder.resolve("figures.csv"), "first");
        var taken = new ArrayBlockingQueue<String>(10);
        var watched = new WatchedFiles<>("figures", List.of(file), () -> new Checked.Valid<>(text(file)), taken::add);
        Vertx vertx = Vertx.vertx();
        try {
            vertx.deployVerticle(new FileWatch(List.of(watched), Duration.ofMillis(5)))
                    .await(10, TimeUnit.SECONDS);

            Files.writeString(file, "the second");
            assertThat(taken.poll(10, TimeUnit.SECONDS)).isEqualTo("the second");
            Files.writeString(file, "the third one");
            assertThat(taken.poll(10, TimeUnit.SECONDS)).isEqualTo("the third one");
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void oneWatchThatFailsDoesNotStopTheOthers() throws Exception {
        Path file = Files.writeString(folder.resolve("figures.csv"), "first");
        var taken = new ArrayBlockingQueue<String>(10);
        var failing = new WatchedFiles<String>(
                "register",
                List.of(file),
                () -> {
                    throw new IllegalStateException("a reader that fails");
                },
                text -> {});
        var watched = new WatchedFiles<>("figures", List.of(file), () -> new Checked.Valid<>(text(file)), taken::add);
        Vertx vertx = Vertx.vertx();
        try {
            vertx.deployVerticle(new FileWatch(List.of(failing, watched), Duration.ofMillis(5)))
                    .await(10, TimeUnit.SECONDS);

            Files.writeString(file, "the second");
            assertThat(taken.poll(10, TimeUnit.SECONDS)).isEqualTo("the second");
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException disk) {
            throw new AssertionError(disk);
        }
    }
}
