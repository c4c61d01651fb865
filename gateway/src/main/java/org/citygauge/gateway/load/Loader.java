package org.citygauge.gateway.load;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends the readings of CSV files, compressed or not, to a gateway. A row that cannot be read is told by file and line, and the rest
 * goes on.
 */
public final class Loader {
    private static final int BATCH = 10_000;
    private static final int BATCH_CHARS = 4 << 20;
    private static final int BUFFER = 1 << 16;
    private static final int TOLD_ROWS = 100;
    private static final int ATTEMPTS = 10;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final HttpClient client;
    private final URI gateway;
    private final Optional<String> token;
    private final int attempts;
    private final Duration firstPause;
    private final Consumer<String> trouble;
    private final LongConsumer progress;
    private long unreadable;

    /**
     * @param client closed at the end
     * @param trouble hears of rows and files that cannot be read, and of a gateway that takes nothing
     * @param progress hears how many bytes of the files were read since the last time
     */
    public Loader(
            HttpClient client, URI gateway, Optional<String> token, Consumer<String> trouble, LongConsumer progress) {
        this(client, gateway, token, ATTEMPTS, FIRST_PAUSE, trouble, progress);
    }

    Loader(
            HttpClient client,
            URI gateway,
            Optional<String> token,
            int attempts,
            Duration firstPause,
            Consumer<String> trouble,
            LongConsumer progress) {
        this.client = client;
        this.gateway = gateway;
        this.token = token;
        this.attempts = attempts;
        this.firstPause = firstPause;
        this.trouble = trouble;
        this.progress = progress;
    }

    /** Loads the files one after another; blocks until the gateway has answered for all. */
    public LoadReport load(List<Path> files) throws InterruptedException {
        long begun = System.nanoTime();
        try (var sender = new Sender(client, gateway, token, attempts, firstPause)) {
            for (Path file : files) {
                load(file, sender);
            }
            sender.finish();
            if (!sender.failure().isEmpty()) {
                trouble.accept(sender.failure());
            }
            if (unreadable > TOLD_ROWS) {
                trouble.accept("… and " + (unreadable - TOLD_ROWS) + " more rows that cannot be read");
            }
            return sender.report(unreadable, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private void load(Path file, Sender sender) throws InterruptedException {
        try (BufferedReader reader = open(file)) {
            String header = reader.readLine();
            if (header == null) {
                throw new UnreadableFile(file + ": the file is empty; its first line must be time,sensor,value");
            }
            rows(file, reader, Columns.of(header, file.toString()), sender);
        } catch (UnreadableFile useless) {
            unreadable(String.valueOf(useless.getMessage()));
        } catch (IOException broken) {
            unreadable(file + ": cannot be read: " + broken);
        }
    }

    private void rows(Path file, BufferedReader reader, Columns columns, Sender sender)
            throws IOException, InterruptedException {
        var lines = new StringBuilder(BATCH * 100);
        int readings = 0;
        long line = 1;
        for (String row = reader.readLine(); row != null && sender.failure().isEmpty(); row = reader.readLine()) {
            line++;
            if (row.isBlank()) {
                continue;
            }
            Optional<String> problem = columns.append(lines, row);
            if (problem.isPresent()) {
                unreadable(file + ":" + line + ": " + problem.get());
            } else if (++readings >= BATCH || lines.length() >= BATCH_CHARS) {
                sender.send(bytes(lines), readings);
                lines.setLength(0);
                readings = 0;
            }
        }
        if (readings > 0) {
            sender.send(bytes(lines), readings);
        }
    }

    private static byte[] bytes(StringBuilder lines) {
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void unreadable(String problem) {
        if (++unreadable <= TOLD_ROWS) {
            trouble.accept(problem);
        }
    }

    private BufferedReader open(Path file) throws IOException {
        var raw = new BufferedInputStream(new Counted(Files.newInputStream(file)), BUFFER);
        try {
            InputStream content = isCompressed(raw) ? new GZIPInputStream(raw, BUFFER) : raw;
            return new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8), BUFFER);
        } catch (IOException broken) {
            raw.close();
            throw broken;
        }
    }

    private static boolean isCompressed(InputStream stream) throws IOException {
        stream.mark(2);
        boolean compressed = stream.read() == 0x1f && stream.read() == 0x8b;
        stream.reset();
        return compressed;
    }

    /** Tells how many bytes were read. */
    private final class Counted extends FilterInputStream {
        Counted(InputStream stream) {
            super(stream);
        }

        @Override
        public int read(byte @Nullable [] bytes, int from, int length) throws IOException {
            int count = super.read(bytes, from, length);
            if (count > 0) {
                progress.accept(count);
            }
            return count;
        }
    }
}
