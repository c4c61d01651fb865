package org.citygauge.gateway.bound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Those who do nothing wrong while others do: a device that publishes and waits for its acknowledgement, and an operator who asks for
 * metrics, each time anew. They also tell how much memory the gateway took.
 */
final class Bystanders implements AutoCloseable {
    /** What docs/bounds.md states. */
    static final long RESIDENT_MIB = 1_536;

    static final long DIRECT_MIB = 256;
    private static final long PATIENCE_SECONDS = 60;
    private static final Path TABLE = Path.of("target", "bounds.md");

    private final ServedCity city;
    private final Thread device = Thread.ofPlatform().name("good-device").unstarted(() -> run(this::publish));
    private final Thread operator = Thread.ofPlatform().name("operator").unstarted(() -> run(this::ask));
    private volatile boolean over;
    private volatile Throwable failure;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile long longestAck;
    private volatile long longestAnswer;
    private volatile long heapMiB;
    private volatile long directMiB;

    private interface Work {
        void run() throws IOException;
    }

    @SuppressWarnings("NullAway.Init") // no failure yet
    Bystanders(ServedCity city) {
        this.city = city;
        device.start();
        operator.start();
        while ((acknowledged.get() == 0 || answered.get() == 0) && failure == null) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @SuppressWarnings("Interruption")
    private void run(Work work) {
        try {
            work.run();
        } catch (IOException | RuntimeException failed) {
            if (!over) {
                failure = failed;
            }
        }
    }

    private void publish() throws IOException {
        try (Socket socket = Wire.device(city.mqtt(), "good")) {
            var in = new DataInputStream(socket.getInputStream());
            while (!over) {
                long begun = System.nanoTime();
                int id = acknowledged.get() % 60_000 + 1;
                socket.getOutputStream()
                        .write(Wire.publish("city/bound/c/good", 1, id, "{\"value\":1}".getBytes(UTF_8)));
                in.readInt();
                longestAck = Math.max(longestAck, System.nanoTime() - begun);
                acknowledged.incrementAndGet();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
    }

    private void ask() throws IOException {
        while (!over) {
            long begun = System.nanoTime();
            String metrics = get("/metrics");
            longestAnswer = Math.max(longestAnswer, System.nanoTime() - begun);
            answered.incrementAndGet();
            heapMiB = Math.max(heapMiB, mib(metrics, "jvm_memory_used_bytes{area=\"heap\""));
            directMiB = Math.max(
                    directMiB,
                    Math.max(
                            mib(metrics, "citygauge_direct_memory_bytes"),
                            mib(metrics, "jvm_buffer_memory_used_bytes{id=\"direct\"")));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private static long mib(String metrics, String prefix) {
        return (long) (number(metrics, prefix) / (1 << 20));
    }

    /** The sum of all samples that begin so. */
    static double number(String metrics, String prefix) {
        return metrics.lines()
                .filter(line -> line.startsWith(prefix))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The answer to a question that is asked on a connection of its own, whatever its status. */
    String get(String path) throws IOException {
        var connection = (HttpURLConnection) city.http().resolve(path).toURL().openConnection();
        connection.setRequestProperty("Connection", "close");
        connection.setConnectTimeout(60_000);
        connection.setReadTimeout(60_000);
        try (InputStream in =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new String(in.readAllBytes(), UTF_8);
        } finally {
            connection.disconnect();
        }
    }

    double metric(String prefix) throws IOException {
        return number(get("/metrics"), prefix);
    }

    /** Waits until the metric is at least this much. */
    void await(String prefix, double least) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Scale.of(180, 240));
        double is = metric(prefix);
        while (is < least) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(prefix + " is " + is + ", not " + least);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            is = metric(prefix);
        }
    }

    /** Waits until an answer says this. */
    void awaitAnswer(String path, String text) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String answer = get(path);
        while (!answer.contains(text)) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(path + " never says " + text + ", but " + answer);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            answer = get(path);
        }
    }

    /** Waits until everything that was acknowledged is taken in. */
    void awaitTakenIn() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Scale.of(180, 240));
        while (metric("citygauge_journal_pending_messages") > 100) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("it is not taken in");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** They were served all the time, and memory stayed within its bound. */
    void assertUnharmed(String scenario) throws IOException {
        int acks = acknowledged.get();
        int answers = answered.get();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while ((acknowledged.get() < acks + 5 || answered.get() < answers + 2)
                && failure == null
                && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        assertThat(city.lives()).as("it lives; its log: %s", tail()).isTrue();
        assertThat(failure)
                .as("what went wrong for those who did nothing wrong")
                .isNull();
        assertThat(acknowledged.get()).as("acknowledged while it lasted").isGreaterThanOrEqualTo(acks + 5);
        assertThat(answered.get()).as("answered while it lasted").isGreaterThanOrEqualTo(answers + 2);
        long resident = city.peakResidentMiB();
        Files.writeString(
                TABLE,
                "| %s | %d | %d | %d | %d | %d |%n"
                        .formatted(
                                scenario,
                                heapMiB,
                                directMiB,
                                resident,
                                longestAck / 1_000_000,
                                longestAnswer / 1_000_000),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        assertThat(resident).as("resident MiB").isLessThan(RESIDENT_MIB);
        assertThat(directMiB).as("direct MiB").isLessThan(DIRECT_MIB);
        assertThat(longestAck)
                .as("longest wait for an acknowledgement")
                .isLessThan(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
        assertThat(longestAnswer)
                .as("longest wait for an answer")
                .isLessThan(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
        assertThat(city.log()).as("lines of the log").hasSizeLessThan(200);
    }

    private String tail() throws IOException {
        var lines = city.log();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    @Override
    public void close() {
        over = true;
        try {
            device.join(TimeUnit.SECONDS.toMillis(2));
            operator.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
