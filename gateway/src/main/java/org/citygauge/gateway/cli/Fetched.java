package org.citygauge.gateway.cli;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Answers of a gateway that are to be files or JSON, or fail the command with what the gateway says. */
final class Fetched {
    private static final int PART = 1 << 20;

    private Fetched() {}

    /** Writes the answer into a file, as it comes. */
    static void to(Path file, GatewayAddress gateway, String path)
            throws IOException, InterruptedException, FailedCommand {
        HttpResponse<InputStream> answer = GatewayClient.open(gateway, path);
        long length = answer.headers().firstValueAsLong("Content-Length").orElse(0);
        try (InputStream in = answer.body();
                FileChannel channel = FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                var bar = new Bar("fetching", length)) {
            if (answer.statusCode() != 200) {
                throw refusal(answer.statusCode(), in.readAllBytes());
            }
            var buffer = new byte[PART];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                var bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                bar.stepBy(read);
            }
            channel.force(true);
        }
    }

    static JsonObject json(HttpResponse<byte[]> answer, int wanted) throws FailedCommand {
        if (answer.statusCode() != wanted) {
            throw refusal(answer.statusCode(), answer.body());
        }
        return new JsonObject(Buffer.buffer(answer.body()));
    }

    private static FailedCommand refusal(int status, byte[] body) {
        return new FailedCommand(Refusal.of(status, body));
    }
}
