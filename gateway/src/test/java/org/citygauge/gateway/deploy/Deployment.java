package org.citygauge.gateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.citygauge.gateway.Main;

/**
 * The servers of {@code deploy/compose.yaml} without containers: Mosquitto, InfluxDB, the gateway and Prometheus, started from the files
 * there with the secrets that {@code make-keys} made. Only ports and addresses are the test's.
 */
final class Deployment implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path FILES = Path.of("../deploy");

    final Path folder;
    final int brokerPort = PrometheusProcess.freePort();
    final int influxPort = PrometheusProcess.freePort();
    private final List<Process> started = new ArrayList<>();
    private final HttpClient plain = HttpClient.newHttpClient();
    private HttpClient client = plain;
    private URI http = URI.create("https://127.0.0.1:1");
    private int mqttPort;

    private Deployment(Path folder) throws IOException {
        this.folder = folder;
    }

    static Deployment start(Path folder, Path influxd) throws Exception {
        var deployment = new Deployment(folder);
        try {
            deployment.files();
            deployment.keys();
            deployment.broker();
            deployment.influx(influxd);
            deployment.gateway();
            return deployment;
        } catch (Exception | AssertionError failed) {
            deployment.close();
            throw failed;
        }
    }

    private void files() throws IOException {
        try (Stream<Path> paths = Files.walk(FILES)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(FILES.relativize(path));
                Files.createDirectories(copy.getParent());
                Files.copy(path, copy);
            }
        }
    }

    private void keys() throws Exception {
        Commands.Ended made = Commands.run(folder, "./make-keys", "secrets");
        assertThat(made.exit()).as(made.said()).isZero();
        client = HttpClient.newBuilder().sslContext(trusting(secret("ca.crt"))).build();
    }

    private static SSLContext trusting(Path authority) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var pem = Files.newInputStream(authority)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    Path secret(String name) {
        return folder.resolve("secrets").resolve(name);
    }

    String secretText(String name) throws IOException {
        return Files.readString(secret(name)).strip();
    }

    private void broker() throws IOException {
        Path root = Files.createDirectories(folder.resolve("mosquitto-root"));
        Files.createDirectory(root.resolve("data"));
        Files.createSymbolicLink(root.resolve("config"), folder.resolve("mosquitto"));
        Files.createSymbolicLink(root.resolve("secrets"), folder.resolve("secrets"));
        Path settings = folder.resolve("mosquitto/mosquitto.conf");
        String text = Files.readString(settings);
        assertThat(text).contains("listener 8883\n");
        Files.writeString(
                settings, text.replace("listener 8883\n", "listener " + brokerPort + " 127.0.0.1\nuser root\n"));
        String mosquitto = Commands.installed("mosquitto", "mosquitto").toString();
        launch(root, Map.of(), mosquitto, "-c", "config/mosquitto.conf");
        await("Mosquitto listens", () -> isOpen(brokerPort));
    }

    private static boolean isOpen(int port) {
        try (var probe = new Socket()) {
            probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What the container's first start does, asked for over HTTP. */
    private void influx(Path influxd) throws IOException {
        Path root = Files.createDirectories(folder.resolve("influx"));
        launch(
                root,
                Map.of(),
                influxd.toString(),
                "--bolt-path=" + root.resolve("bolt"),
                "--engine-path=" + root.resolve("engine"),
                "--sqlite-path=" + root.resolve("sqlite"),
                "--http-bind-address=127.0.0.1:" + influxPort,
                "--reporting-disabled");
        String setup = "{\"username\":\"admin\",\"password\":\"" + secretText("influx.password")
                + "\",\"org\":\"city\",\"bucket\":\"citygauge\",\"token\":\"" + secretText("influx.token") + "\"}";
        var request = HttpRequest.newBuilder(URI.create(influxUrl() + "/api/v2/setup"))
                .POST(HttpRequest.BodyPublishers.ofString(setup))
                .build();
        await("InfluxDB is set up", () -> status(plain, request) == 201);
    }

    String influxUrl() {
        return "http://127.0.0.1:" + influxPort;
    }

    private void gateway() throws IOException {
        Process process = launch(
                folder,
                environment(),
                java(
                        "serve",
                        "--config",
                        configuration(),
                        "--data",
                        folder.resolve("gateway-data").toString(),
                        "--bind",
                        "127.0.0.1",
                        "--http-port",
                        "0",
                        "--mqtt-port",
                        "0"));
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("HTTP  ")) {
                http = URI.create(line.substring("HTTP  ".length()));
            } else if (line.startsWith("MQTT  ")) {
                mqttPort = URI.create(line.substring("MQTT  ".length())).getPort();
            } else if (line.startsWith("Ready in ")) {
                return;
            }
        }
        throw new IOException("the gateway did not start: " + log("java"));
    }

    String configuration() {
        return folder.resolve("city/citygauge.yaml").toString();
    }

    Map<String, String> environment() {
        return Map.of("CITYGAUGE_BROKER", "mqtts://localhost:" + brokerPort, "CITYGAUGE_INFLUX", influxUrl());
    }

    private static String[] java(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    private Process launch(Path where, Map<String, String> environment, String... command) throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectError(
                        logFile(Path.of(command[0]).getFileName().toString()).toFile());
        if (!command[0].endsWith("java")) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private Path logFile(String program) {
        return folder.resolve(program + ".log");
    }

    String log(String program) {
        try {
            return Files.readString(logFile(program), StandardCharsets.UTF_8);
        } catch (IOException notYet) {
            return "";
        }
    }

    void await(String what, BooleanSupplier reached) {
        long until = System.nanoTime() + LIMIT.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new AssertionError(what + " did not come true:\n" + log("mosquitto") + log("java"));
            }
            LockSupport.parkNanos(100_000_000);
        }
    }

    URI http() {
        return http;
    }

    int brokerPort() {
        return brokerPort;
    }

    int listenerPort() {
        return mqttPort;
    }

    /** As a device of the city does; the exit code of mosquitto_pub. */
    int publish(int port, String password, String topic, String payload) throws IOException, InterruptedException {
        return Commands.run(
                        folder,
                        Commands.installed("mosquitto_pub", "mosquitto-clients").toString(),
                        "-h",
                        "localhost",
                        "-p",
                        Integer.toString(port),
                        "--cafile",
                        secret("ca.crt").toString(),
                        "-u",
                        "devices",
                        "-P",
                        password,
                        "-q",
                        "1",
                        "-t",
                        topic,
                        "-m",
                        payload)
                .exit();
    }

    /** Status and body of an answer of the gateway. */
    HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(http.resolve(path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What InfluxDB answers to an InfluxQL query. */
    String influxQl(String query) {
        try {
            var request = HttpRequest.newBuilder(URI.create(influxUrl() + "/query?db=citygauge&q="
                            + java.net.URLEncoder.encode(query, StandardCharsets.UTF_8)))
                    .header("Authorization", "Token " + secretText("influx.token"));
            return plain.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static int status(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        started.stream()
                .sorted(Comparator.comparingInt(started::indexOf).reversed())
                .forEach(Commands::end);
        client.shutdownNow();
        plain.shutdownNow();
    }
}
