package org.citygauge.gateway.bound;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.citygauge.gateway.Main;

/** The real program in a process of its own, with the memory that the launcher gives it. */
final class ServedCity implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(HTTP|MQTT)  (\\S+)");

    private final Process process;
    private final Path log;
    private final Path data;
    private URI http = URI.create("http://nowhere");
    private URI mqtt = URI.create("mqtt://nowhere");

    private ServedCity(Process process, Path log, Path data) {
        this.process = process;
        this.log = log;
        this.data = data;
    }

    /** @param settings further lines of {@code citygauge.yaml} */
    static ServedCity start(Path folder, String settings) throws IOException {
        Path configuration = folder.resolve("citygauge.yaml");
        Files.writeString(
                configuration,
                "city: {id: bound, name: Bound, zone: Europe/Berlin, currency: EUR}\n" + settings,
                StandardCharsets.UTF_8);
        Path log = folder.resolve("gateway.log");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(launcherOptions());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--config",
                configuration.toString(),
                "--http-port",
                "0",
                "--mqtt-port",
                "0"));
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        var city = new ServedCity(builder.start(), log, folder.resolve("data"));
        city.awaitReady();
        return city;
    }

    /** What {@code ./citygauge} says to Java about memory. */
    private static List<String> launcherOptions() throws IOException {
        String script = Files.readString(Path.of("..", "citygauge"));
        Matcher line =
                Pattern.compile("^options=\"(-XX[^\"$]*)", Pattern.MULTILINE).matcher(script);
        if (!line.find()) {
            throw new IOException("the launcher does not start Java as it did");
        }
        return List.of(line.group(1).strip().split("\\s+"));
    }

    private void awaitReady() throws IOException {
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.matches() && address.group(1).equals("HTTP")) {
                http = URI.create(address.group(2));
            } else if (address.matches()) {
                mqtt = URI.create(address.group(2));
            } else if (line.startsWith("Ready in")) {
                return;
            }
        }
        throw new IOException("it did not start: " + Files.readString(log));
    }

    URI http() {
        return http;
    }

    URI mqtt() {
        return mqtt;
    }

    Path data() {
        return data;
    }

    boolean lives() {
        return process.isAlive();
    }

    /** The log so far. */
    List<String> log() throws IOException {
        return Files.readAllLines(log);
    }

    /** The most memory it had resident, in MiB. */
    long peakResidentMiB() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
