package org.citygauge.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** TypeScript's compiler holds the dashboards against the types that Grafana publishes in {@code @grafana/schema}. */
final class SchemaTest {
    private static final Path FOLDER = Path.of("target", "schema").toAbsolutePath();
    private static final List<String> FILES =
            List.of("package.json", "package-lock.json", ".npmrc", "tsconfig.json", "types.ts");

    /** How a program ended, and what it said. */
    private record Ended(int exit, String said) {}

    @BeforeAll
    static void fetchTheTypes() throws IOException, InterruptedException {
        assumeThat(installed("npm"))
                .as("npm is not installed: apt-get install nodejs npm; dashboards are not held against Grafana's types")
                .isPresent();
        Files.createDirectories(FOLDER);
        boolean fetched = true;
        for (String file : FILES) {
            String text = Files.readString(Path.of("schema", file));
            Path copy = FOLDER.resolve(file);
            fetched &= Files.exists(copy) && Files.readString(copy).equals(text);
            Files.writeString(copy, text);
        }
        if (fetched && Files.exists(FOLDER.resolve("node_modules/.bin/tsc"))) {
            return;
        }
        Ended ended = run("npm", "ci", "--ignore-scripts");
        if (System.getenv("CI") == null) {
            assumeThat(ended.exit())
                    .as("@grafana/schema cannot be fetched: " + ended.said())
                    .isZero();
        }
        assertThat(ended.exit()).as(ended.said()).isZero();
    }

    @Test
    void everyDashboardIsWhatGrafanasTypesAllow() throws IOException, InterruptedException {
        var source = new StringBuilder("import type { OurDashboard } from './types';\n");
        int number = 0;
        for (DashboardFile file : DashboardFile.all()) {
            source.append("// ").append(file.name()).append("\nexport const dashboard");
            source.append(number++).append(": OurDashboard = ");
            source.append(Files.readString(DashboardFile.FOLDER.resolve(file.name())))
                    .append(";\n");
        }
        Ended ended = compile(source.toString());
        assertThat(ended.exit()).as(ended.said()).isZero();
    }

    @Test
    void whatGrafanaDoesNotKnowIsFound() throws IOException, InterruptedException {
        String overview = Files.readString(DashboardFile.FOLDER.resolve("overview.json"));
        var source = new StringBuilder("import type { OurDashboard } from './types';\n");
        List<String> mistakes = List.of(
                overview.replaceFirst("\"schemaVersion\":", "\"schemaVersions\":"),
                overview.replaceFirst("\"hide\": 2", "\"hide\": 9"),
                overview.replaceFirst("\"cellHeight\": \"sm\"", "\"cellHeight\": \"tiny\""),
                overview.replaceFirst("\"drawStyle\": \"line\"", "\"drawStyle\": \"lines\""),
                overview.replaceFirst("\"color-text\"", "\"colour-text\""),
                overview.replaceFirst("\"rawQuery\": true", "\"rawQuery\": \"yes\""));
        for (int i = 0; i < mistakes.size(); i++) {
            assertThat(mistakes.get(i)).isNotEqualTo(overview);
            source.append("export const mistake" + i + ": OurDashboard = " + mistakes.get(i) + ";\n");
        }
        Ended ended = compile(source.toString());
        assertThat(ended.exit()).isNotZero();
        assertThat(ended.said().lines().filter(line -> line.contains(": error TS")))
                .hasSize(mistakes.size());
    }

    private static Ended compile(String dashboards) throws IOException, InterruptedException {
        Files.writeString(FOLDER.resolve("dashboards.ts"), dashboards);
        return run("node_modules/.bin/tsc", "--pretty", "false", "-p", ".");
    }

    private static Optional<Path> installed(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Ended run(String... command) throws IOException, InterruptedException {
        Path said = FOLDER.resolve("said.txt");
        String program = command[0].contains("/") ? FOLDER.resolve(command[0]).toString() : command[0];
        command[0] = program;
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(180, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " does not end");
        }
        return new Ended(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
    }
}
