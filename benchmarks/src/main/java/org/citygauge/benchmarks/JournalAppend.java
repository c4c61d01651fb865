package org.citygauge.benchmarks;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;
import org.citygauge.aggregator.journal.sqlite.Limits;
import org.citygauge.aggregator.journal.sqlite.SqliteJournal;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Messages made safe a second, with few or many that wait together. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class JournalAppend {
    private final Path folder = temporary();
    private final Journal journal = open(folder);
    private final List<Message> message = List.of(new Message(
            "listener",
            "city/dresden/parking_facility/bay-4711",
            "{\"time\":1764000000123,\"value\":21.75,\"unit\":\"kWh\"}".getBytes(StandardCharsets.UTF_8)));

    private static Path temporary() {
        try {
            return Files.createTempDirectory("journal-benchmark");
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static Journal open(Path folder) {
        try {
            return SqliteJournal.open(
                    folder, Limits.of(1 << 30, Duration.ofDays(7)), InstantSource.system(), Position.START);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    @Setup
    public void start() {
        journal.append(message).await();
    }

    @TearDown
    public void end() throws IOException {
        journal.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    public Position oneAtATime() {
        return append(1);
    }

    @Benchmark
    @OperationsPerInvocation(500)
    public Position fiveHundredTogether() {
        return append(500);
    }

    @Benchmark
    @OperationsPerInvocation(5_000)
    public Position fiveThousandTogether() {
        return append(5_000);
    }

    private Position append(int count) {
        Future<Position> last = journal.append(message);
        for (int i = 1; i < count; i++) {
            last = journal.append(message);
        }
        Position position = last.await();
        journal.consumed(position);
        return position;
    }
}
