package org.citygauge.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.gateway.config.Overrides;
import org.citygauge.gateway.run.CityParts;
import org.citygauge.gateway.run.Gateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on figures, tokens and the audit log, against a running gateway and against a data folder. */
class LedgerCommandsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private Gateway gateway;

    private Optional<String> token = Optional.empty();
    private String out = "";
    private String err = "";

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("citygauge.yaml"), """
                city: {id: small, name: Small Town, zone: Europe/Berlin, currency: EUR}
                http: {port: 0}
                listener: {port: 0}
                """);
        CityFiles files =
                CityFiles.read(folder.resolve("citygauge.yaml"), Map.of(), Overrides.NONE, new CatalogueFiles());
        gateway = Gateway.start(
                new CityParts(
                        files.configuration().orElseThrow(),
                        files.catalogue().orElseThrow(),
                        files.register().orElseThrow(),
                        files.figures().orElseThrow()),
                CLOCK);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private int run(String... arguments) {
        var printed = new StringWriter();
        var aside = new StringWriter();
        Map<String, String> environment =
                token.map(secret -> Map.of("CITYGAUGE_TOKEN", secret)).orElse(Map.of());
        int exit = CitygaugeCommand.commandLine(environment, CLOCK, InputStream.nullInputStream())
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(aside))
                .execute(arguments);
        out = printed.toString();
        err = aside.toString();
        return exit;
    }

    /** With the address of the gateway. */
    private int ask(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--url=" + gateway.httpUrl());
        return run(all.toArray(String[]::new));
    }

    private String make(String name, String role, String... more) {
        var all = new ArrayList<>(List.of("token", "create", "--name", name, "--role", role));
        all.addAll(List.of(more));
        assertThat(ask(all.toArray(String[]::new))).as(out).isZero();
        return out.strip();
    }

    @Test
    void twoPeopleTakeAFigureToWhereItCounts() throws IOException {
        String bob = make("bob", "approver");
        assertThat(bob).matches("cg_[A-Za-z0-9_-]{43}");
        assertThat(err).contains("The token of bob (approver), shown this once:");
        assertThat(ask("figure", "list")).isEqualTo(1);
        assertThat(out).contains("the gateway answered 401: Send a token");
        token = Optional.of(bob);
        String ann = make("ann", "editor", "--expires", "90d");
        token = Optional.of(ann);
        Path proof = Files.writeString(folder.resolve("yearbook.pdf"), "563311");
        assertThat(ask(
                        "figure",
                        "set",
                        "population",
                        "2025",
                        "563311.50",
                        "--organisation",
                        "census office",
                        "--evidence",
                        proof.toString(),
                        "--reason",
                        "first count"))
                .as(out)
                .isZero();
        assertThat(out)
                .startsWith("2025  population  draft  563311.50 {person}  ")
                .contains("(version 1 by ann)");
        assertThat(ask("figure", "submit", "population", "2025")).isZero();
        assertThat(ask("figure", "approve", "population", "2025")).isEqualTo(1);
        assertThat(out).contains("403: This needs the role approver, and ann has the role editor.");
        token = Optional.of(bob);
        assertThat(ask("figure", "approve", "population", "2025", "--version", "1"))
                .isEqualTo(1);
        assertThat(out).contains("Version 1 of population 2025 is not the newest any more");
        assertThat(ask("figure", "approve", "population", "2025", "--version", "2"))
                .as(out)
                .isZero();
        assertThat(ask("figure", "show", "population", "2025")).isZero();
        assertThat(out)
                .contains("draft by ann: 563311.50 {person}; first count", "; census office", "evidence yearbook.pdf")
                .contains("approved by bob");
        assertThat(ask("figure", "list", "--as-of", "2026-02-01")).isZero();
        assertThat(out).isEqualTo("0 figures" + System.lineSeparator());
        assertThat(ask("token", "list")).isZero();
        assertThat(out)
                .contains("ann  editor  valid  until 2026-05-30T12:00:00Z  by bob")
                .doesNotContain("cg_");
        assertThat(ask("token", "revoke", "ann")).isZero();
        assertThat(ask("certificate", "add", "--standard", "ISO 37120", "--date", "2025-05-01", "--certifier", "WCCD"))
                .isZero();
        assertThat(ask("audit", "list")).isZero();
        assertThat(out.lines().map(line -> line.replaceAll(" +", " ").split(" ", 4)[3]))
                .containsExactly(
                        "token.create bob",
                        "token.create ann",
                        "evidence.add yearbook.pdf",
                        "figure.draft population 2025",
                        "figure.submit population 2025",
                        "figure.approve population 2025",
                        "token.revoke ann",
                        "certificate.add ISO 37120");
        assertThat(ask("audit", "verify")).isZero();
        assertThat(out).contains("8 entries, all of them fit; hash of the last: ");
    }

    @Test
    void aFigureThatIsNotAvailableSaysWhyAndOneWithoutBothIsWrongUse() {
        assertThat(ask("figure", "set", "population", "2025", "--not-available", "not counted"))
                .isZero();
        assertThat(out).contains("not available: not counted");
        assertThat(ask("figure", "set", "population", "2025")).isEqualTo(2);
        assertThat(err).contains("Give a VALUE, or --not-available REASON");
        assertThat(ask("figure", "set", "populaton", "2025", "1")).isEqualTo(1);
        assertThat(out).contains("404: measure: \"populaton\" is no measure of the catalogue; did you mean");
        assertThat(ask("figure", "set", "population", "2025", "1", "--evidence", "none.pdf"))
                .isEqualTo(1);
        assertThat(out).contains("none.pdf: there is no such file");
        assertThat(run("figure", "list", "--url", "http://127.0.0.1:1")).isEqualTo(1);
        assertThat(out).contains("cannot be reached");
        for (String group : new String[] {"figure", "token", "audit", "evidence", "certificate"}) {
            assertThat(run(group)).isEqualTo(2);
            assertThat(run(group, "--help")).isZero();
        }
    }

    @Test
    void withADataFolderTokensAreMadeBesideARunningGateway() throws IOException {
        assertThat(run("token", "create", "--name", "ann", "--role", "editor", "--data", data()))
                .isEqualTo(1);
        assertThat(out).contains("The first token must be one of role approver");
        assertThat(run("token", "create", "--name", "bob", "--role", "boss", "--data", data()))
                .isEqualTo(2);
        assertThat(run("token", "create", "--name", "bob", "--role", "approver", "--data", data()))
                .isZero();
        String bob = out.strip();
        long until = System.nanoTime() + 20_000_000_000L;
        while (ask("figure", "list") == 0) {
            assertThat(System.nanoTime() - until).isNegative();
        }
        token = Optional.of(bob);
        assertThat(ask("figure", "list")).as(out).isZero();
        assertThat(run("token", "list", "--data", data())).isZero();
        assertThat(out).contains("bob  approver  valid  by local");
        assertThat(run("audit", "list", "--data", data())).isZero();
        assertThat(out).contains("local  token.create bob");
        assertThat(run("token", "list", "--data", folder.resolve("nowhere").toString()))
                .isEqualTo(1);
        assertThat(out).contains("has no ledger");
    }

    @Test
    void whatWasChangedBesideTheGatewayIsFoundAndNamed() throws SQLException {
        assertThat(ask("figure", "set", "population", "2025", "1")).isZero();
        assertThat(run("audit", "verify", "--data", data())).as(out).isZero();
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/ledger/ledger.sqlite"));
                var statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER figure_version_stays");
            statement.execute("UPDATE figure_version SET value = '2'");
        }
        assertThat(run("audit", "verify", "--data", data())).isEqualTo(1);
        assertThat(out)
                .contains("entry 1 (figure.draft population 2025, local,", "says something else now", "1 problem");
        assertThat(ask("audit", "verify")).isEqualTo(1);
    }
}
