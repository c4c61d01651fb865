package org.citygauge.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class LoaderTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final List<String> trouble = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicLong bytesRead = new AtomicLong();
    private volatile Optional<String> authorization = Optional.empty();

    @TempDir
    private Path folder;

    @AfterEach
    void close() throws TimeoutException {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    /** A gateway that stores everything, after some refusals. */
    private URI gateway(int refuse, int status) throws TimeoutException {
        refusals.set(refuse);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> answer(request, status))
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private void answer(HttpServerRequest request, int status) {
        authorization = Optional.ofNullable(request.getHeader("Authorization"));
        request.body().onSuccess(body -> {
            if (refusals.getAndDecrement() > 0) {
                request.response().setStatusCode(status).end("{\"detail\": \"not now\"}");
                return;
            }
            List<String> lines = body.toString().lines().toList();
            taken.addAll(lines);
            request.response()
                    .end(new JsonObject()
                            .put("received", lines.size())
                            .put("stored", lines.size() - 1)
                            .put("duplicate", 0)
                            .put("rejected", new JsonObject().put("future", 1))
                            .encode());
        });
    }

    private LoadReport load(URI gateway, Path... files) throws InterruptedException {
        return new Loader(
                        HttpClient.newHttpClient(),
                        gateway,
                        Optional.of("secret"),
                        4,
                        Duration.ofMillis(1),
                        trouble::add,
                        bytesRead::addAndGet)
                .load(List.of(files));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("readings.csv"), content);
    }

    @Test
    void rowsAreSentAsTheyStandInAnyOrderOfColumns() throws Exception {
        Path file = file("""
                \uFEFFvalue,sensor,time,unit,revision,id
                21.750,"a ""b"", c",2025-01-01T00:00:00Z,kW.h,2,x
                007,plain,1764000000123,,,
                true,plain,1764000000124,,,
                """);
        LoadReport report = load(gateway(0, 0), file);
        assertThat(taken)
                .containsExactly(
                        "{\"value\":21.750,\"sensor\":\"a \\\"b\\\", c\",\"time\":\"2025-01-01T00:00:00Z\",\"unit\":\"kW.h\",\"revision\":2,\"id\":\"x\"}",
                        "{\"value\":\"007\",\"sensor\":\"plain\",\"time\":1764000000123}",
                        "{\"value\":true,\"sensor\":\"plain\",\"time\":1764000000124}");
        assertThat(report.toString()).startsWith("received 3, stored 2, duplicate 0, rejected 1 (future 1)");
        assertThat(report.complete()).isTrue();
        assertThat(authorization).contains("Bearer secret");
        assertThat(bytesRead.get()).isEqualTo(Files.size(file));
    }

    @Test
    void aCompressedFileIsReadLikeAnyOther() throws Exception {
        Path file = folder.resolve("readings.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(
                    "time,sensor,value\n2025-01-01T00:00:00Z,a,1\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        assertThat(load(gateway(0, 0), file).received()).isEqualTo(1);
    }

    @Test
    void anUnreadableRowIsNamedAndTheRestGoesOn() throws Exception {
        Path file = file("""
                time,sensor,value,revision
                2025-01-01T00:00:00Z,a,1,
                2025-01-01T00:00:00Z,,1,
                2025-01-01T00:00:00Z,a,1
                2025-01-01T00:00:00Z,"a,1,

                ,a,1,
                2025-01-01T00:00:00Z,a,1,first
                2025-01-01T00:00:00Z,b,2,1
                """);
        LoadReport report = load(gateway(0, 0), file);
        assertThat(taken).hasSize(2);
        assertThat(trouble)
                .containsExactly(
                        file + ":3: no sensor",
                        file + ":4: 3 cells, but the header names 4",
                        file + ":5: a quote is not closed, or not where it belongs",
                        file + ":7: no time",
                        file + ":8: revision \"first\" is no whole number");
        assertThat(report.unreadable()).isEqualTo(5);
        assertThat(report.complete()).isFalse();
    }

    @Test
    void aWrongHeaderIsToldWhatWouldBeRight() throws Exception {
        Path file = file("time,sensr,value\n2025-01-01T00:00:00Z,a,1\n");
        assertThat(load(gateway(0, 0), file, folder.resolve("none.csv")).complete())
                .isFalse();
        assertThat(trouble.get(0)).contains("readings.csv:1: unknown column \"sensr\"; did you mean \"sensor\"?");
        assertThat(trouble.get(1)).contains("none.csv: cannot be read");
        assertThat(taken).isEmpty();
    }

    @Test
    void aGatewayThatIsBusyIsAskedAgain() throws Exception {
        LoadReport report = load(gateway(3, 503), file("time,sensor,value\n1764000000123,a,1\n"));
        assertThat(report.received()).isEqualTo(1);
        assertThat(report.complete()).isTrue();
    }

    @Test
    void aGatewayThatRefusesIsNotAskedAgain() throws Exception {
        LoadReport report = load(gateway(1, 401), file("time,sensor,value\n1764000000123,a,1\n"));
        assertThat(report.unsent()).isEqualTo(1);
        assertThat(report.complete()).isFalse();
        assertThat(trouble).containsExactly("401 not now");
    }

    @Test
    void aGatewayThatIsNotThereIsNamed() throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.response().end())
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
        URI gone = URI.create("http://127.0.0.1:" + server.actualPort());
        server.close().await(10, TimeUnit.SECONDS);
        LoadReport report = load(gone, file("time,sensor,value\n1764000000123,a,1\n"));
        assertThat(report.unsent()).isEqualTo(1);
        assertThat(trouble.getFirst()).contains("cannot be reached");
    }

    @Test
    void manyRowsGoInManyBatchesAndNoneIsLost() throws Exception {
        var rows = new ArrayList<String>(List.of("time,sensor,value"));
        for (int row = 0; row < 45_000; row++) {
            rows.add("1764000000123,s" + row + ",1");
        }
        LoadReport report = load(gateway(2, 503), Files.write(folder.resolve("many.csv"), rows));
        assertThat(report.received()).isEqualTo(45_000);
        assertThat(taken.stream().distinct()).hasSize(45_000);
    }
}
