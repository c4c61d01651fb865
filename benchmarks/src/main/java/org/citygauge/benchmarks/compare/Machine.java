package org.citygauge.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What it was measured on, and with. */
record Machine(Optional<String> telegraf) {
    String text() {
        return String.join(
                        ", ",
                        Runtime.getRuntime().availableProcessors() + " cores (" + model() + ")",
                        memory(),
                        System.getProperty("java.vendor.version") + " with the launcher's options",
                        first(List.of(program("mosquitto"), "-h")),
                        telegraf.map(Machine::telegraf).orElse("no Telegraf"))
                + ".";
    }

    /** One that was built without its makers' script does not know its version, but Go does. */
    private static String telegraf(String program) {
        return all(List.of("go", "version", "-m", program))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("mod"))
                .map(line -> line.replaceFirst(".*\\s(v\\S+).*", "Telegraf $1"))
                .findFirst()
                .orElseGet(() -> first(List.of(program, "--version")));
    }

    private static String program(String name) {
        Path sbin = Path.of("/usr/sbin", name);
        return Files.isExecutable(sbin) ? sbin.toString() : name;
    }

    private static String model() {
        return line("/proc/cpuinfo", "model name").orElse(System.getProperty("os.arch", ""));
    }

    private static String memory() {
        return line("/proc/meminfo", "MemTotal")
                .map(total -> Long.parseLong(total.replace(" kB", "")) / 1024 / 1024 + " GiB")
                .orElse("");
    }

    private static Optional<String> line(String file, String key) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }

    private static String first(List<String> command) {
        return all(command).lines().findFirst().orElse(command.getFirst());
    }

    private static String all(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text;
        } catch (IOException absent) {
            return "no " + command.getFirst();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
