package org.citygauge.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.gateway.config.Overrides;
import org.citygauge.gateway.ledger.Caller;
import org.citygauge.gateway.ledger.Certificate;
import org.citygauge.gateway.ledger.Content;
import org.citygauge.gateway.ledger.Evidence;
import org.citygauge.gateway.ledger.FigureKey;
import org.citygauge.gateway.ledger.FigureStep;
import org.citygauge.gateway.ledger.Ledger;
import org.citygauge.gateway.ledger.Source;
import org.citygauge.gateway.run.CityParts;
import org.citygauge.gateway.run.Gateway;
import org.citygauge.indicators.measure.MeasureId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StatusCommandTest {
    private static final InstantSource NOW = InstantSource.fixed(Instant.parse("2025-11-24T16:00:00Z"));

    @TempDir
    Path folder;

    private final StringWriter printed = new StringWriter();

    private Gateway serve() throws IOException {
        return serve("""
                surviving_new_businesses,2025,7,,Chamber,,
                population,2025,1000,,Statistics,,
                """);
    }

    private Gateway serve(String figures) throws IOException {
        Path file = Files.writeString(folder.resolve("citygauge.yaml"), """
                city: {id: small, name: Small Town, zone: Europe/Berlin, currency: EUR}
                http: {port: 0}
                listener: {enabled: false}
                certification: {first_year: 2025}
                owners: {service_contracts_open_data: Purchasing, 23: Water board}
                """);
        Files.writeString(folder.resolve("figures.csv"), "measure,year,value,unit,source,as_of,note\n" + figures);
        CityFiles files = CityFiles.read(file, Map.of(), Overrides.NONE, new CatalogueFiles());
        assertThat(files.problems()).isEmpty();
        return Gateway.start(
                new CityParts(
                        files.configuration().orElseThrow(),
                        files.catalogue().orElseThrow(),
                        files.register().orElseThrow(),
                        files.figures().orElseThrow(),
                        files.rules().orElseThrow()),
                NOW);
    }

    private int status(String url, String... more) {
        var arguments = new ArrayList<>(List.of("--url", url));
        arguments.addAll(List.of(more));
        return new CommandLine(new StatusCommand(Map.of()))
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(printed))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void aYearIsPrintedByThemeWithWhatIsMissingAndWhoSeesToIt() throws IOException {
        try (Gateway gateway = serve()) {
            assertThat(status(gateway.httpUrl(), "--year", "2025")).isZero();
        }

        assertThat(printed.toString().lines().toList())
                .contains(
                        "2025: 1 of 80 indicators have a value, as of 2025-11-24",
                        "The year is still running.",
                        "  5  Economy                                        1 of  4",
                        "            service_contracts_open_data: no figure was entered for 2025 or the two years before"
                                + " [Purchasing]",
                        " 23  Water                                          0 of  4  Water board",
                        "Evidence      2 figures in force without any",
                        "              population 2025 (City population)",
                        "Completeness  no threshold is set",
                        "Level         Early Adopter (1 count; ISO 37122:2019, World Council on City Data)",
                        "Prerequisite  a certificate of ISO 37120; none is recorded here");
    }

    @Test
    void whatTheLedgerSaysIsTakenIntoAccount() throws IOException {
        try (Ledger ledger = Ledger.open(folder.resolve("data"), NOW)) {
            Evidence proof = ledger.evidence()
                    .add(Caller.LOCAL, Files.writeString(folder.resolve("c.txt"), "x"), "c.txt", "text/plain");
            ledger.addCertificate(
                    Caller.LOCAL,
                    new Certificate.Statement(
                            "ISO 37120:2018", "Gold", LocalDate.of(2024, 5, 2), "WCCD", "", List.of(proof.ref())));
            var key = new FigureKey(new MeasureId("population"), 2025);
            var content = new Content(
                    Optional.of(BigDecimal.valueOf(1000)),
                    "",
                    2025,
                    Source.NONE,
                    "",
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    List.of(proof.ref()));
            ledger.figures().draft(Caller.LOCAL, key, content, "");
            ledger.figures().step(Caller.LOCAL, key, FigureStep.SUBMIT, Optional.empty(), "");
            ledger.figures().step(Caller.LOCAL, key, FigureStep.APPROVE, Optional.empty(), "");
        }
        try (Gateway gateway = serve("")) {
            assertThat(status(gateway.httpUrl(), "--year", "2025")).isZero();
        }

        assertThat(printed.toString().lines().toList())
                .contains(
                        "Evidence      every entered figure in force has some",
                        "Prerequisite  ISO 37120:2018 Gold, 2024-05-02, WCCD");
    }

    @Test
    void whereThereIsNoGatewayOrNoSuchYearItFails() throws IOException {
        String url;
        try (Gateway gateway = serve()) {
            url = gateway.httpUrl();
            assertThat(status(url, "--year", "2031")).isEqualTo(1);
        }

        assertThat(status(url, "--year", "2025")).isEqualTo(1);
        assertThat(printed.toString()).contains("2031", "cannot be reached");
        assertThat(status(url)).isEqualTo(2);
    }
}
