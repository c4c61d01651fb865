package org.citygauge.benchmarks.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.citygauge.benchmarks.peer.Mosquitto;
import org.citygauge.benchmarks.peer.SampleReading;
import org.citygauge.benchmarks.run.Cpu;
import org.citygauge.benchmarks.run.Processes;

/** Telegraf's mqtt_consumer, to a file; its clock runs from its connection to the last line. */
record Telegraf(String program, String clientId) implements Contestant {
    private static final int LIMIT_SECONDS = 120;
    private static final int LOOK_EVERY_NANOS = 25_000_000;

    @Override
    public Drained drain(Bench bench, Mosquitto broker, int messages) throws Exception {
        Path folder = bench.workplace().folder("telegraf");
        Path output = Files.createFile(folder.resolve("out.influx"));
        Path settings = folder.resolve("telegraf.conf");
        Files.writeString(settings, settings(broker, output));
        Path log = folder.resolve("telegraf.log");
        Process process = new ProcessBuilder(program, "--config", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        AutoCloseable ending = bench.workplace().keep(() -> Processes.end(process, 20));
        try (ending;
                FileChannel lines = FileChannel.open(output, StandardOpenOption.READ)) {
            Processes.await("Telegraf connected", LIMIT_SECONDS, () -> connected(log));
            long begun = System.nanoTime();
            double cpu = Cpu.seconds(process.toHandle());
            awaitLines(lines, messages, begun + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS), log);
            return Drained.of(messages, (System.nanoTime() - begun) / 1e9, Cpu.seconds(process.toHandle()) - cpu);
        }
    }

    private String settings(Mosquitto broker, Path output) {
        return """
            [agent]
              flush_interval = "200ms"
              metric_batch_size = 1000
              metric_buffer_limit = 50000
              omit_hostname = true
            [[inputs.mqtt_consumer]]
              servers = ["tcp://127.0.0.1:%d"]
              topics = ["%s"]
              qos = 1
              client_id = "%s"
              persistent_session = true
              max_undelivered_messages = 20000
              data_format = "json_v2"
              [[inputs.mqtt_consumer.json_v2]]
                timestamp_path = "time"
                timestamp_format = "unix_us"
                [[inputs.mqtt_consumer.json_v2.field]]
                  path = "value"
                  type = "float"
                [[inputs.mqtt_consumer.json_v2.tag]]
                  path = "unit"
            [[outputs.file]]
              files = ["%s"]
              data_format = "influx"
            """.formatted(broker.port(), SampleReading.filter(), clientId, output.toAbsolutePath());
    }

    private static boolean connected(Path log) {
        try {
            return Files.readString(log).contains("Connected [");
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static void awaitLines(FileChannel output, int messages, long end, Path log) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 20);
        int lines = 0;
        while (lines < messages) {
            bytes.clear();
            if (output.read(bytes) <= 0) {
                if (System.nanoTime() > end) {
                    throw new IOException("Telegraf wrote " + lines + " of " + messages + ": " + Files.readString(log));
                }
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
            }
            for (int i = 0; i < bytes.position(); i++) {
                lines += bytes.get(i) == '\n' ? 1 : 0;
            }
        }
    }
}
