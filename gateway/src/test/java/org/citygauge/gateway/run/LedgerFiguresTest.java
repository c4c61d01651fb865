package org.citygauge.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.citygauge.gateway.ledger.Caller;
import org.citygauge.gateway.ledger.FigureHistory;
import org.citygauge.gateway.ledger.FigureKey;
import org.citygauge.gateway.ledger.FigureStep;
import org.citygauge.gateway.ledger.Ledger;
import org.citygauge.gateway.ledger.Role;
import org.citygauge.indicators.measure.MeasureId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of figures as one of the ways into the ledger, in a whole gateway. */
class LedgerFiguresTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String HEADER = "measure,year,value,unit,source,as_of,note\n";
    private static final FigureKey KEY = new FigureKey(new MeasureId("population"), 2025);

    @TempDir
    private Path folder;

    private void figures(String rows) throws IOException {
        Files.createDirectories(folder);
        Path next = Files.writeString(folder.resolve("figures.next"), HEADER + rows);
        Files.move(next, folder.resolve("figures.csv"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static Optional<Double> population(JsonObject indicators) {
        return indicators.getJsonArray("indicators").stream()
                .map(JsonObject.class::cast)
                .flatMap(one -> List.of(one.getJsonObject("numerator"), one.getJsonObject("denominator")).stream())
                .filter(side -> side.getString("measure").equals("population"))
                .map(side -> Optional.ofNullable(side.getDouble("value")))
                .findFirst()
                .orElseThrow();
    }

    private List<String> versions() {
        try (Ledger ledger = Ledger.open(folder.resolve("data"), InstantSource.fixed(NOW))) {
            return ledger.figures().history(KEY).map(FigureHistory::versions).orElseThrow().stream()
                    .map(version ->
                            version.state() + " " + version.content().value().orElseThrow() + " " + version.actor())
                    .toList();
        }
    }

    @Test
    void aChangeOfTheFileCountsAtOnceWhileNobodyHasATokenAndIsAVersion() throws IOException {
        figures("population,2025,1000,,,,\n");
        try (SmallTown town = SmallTown.open(folder, NOW)) {
            String year = "/api/v1/indicators?year=2025";
            assertThat(population(town.eventually(year, any -> true))).contains(1000.0);
            figures("population,2025,1010,,,,\n");
            assertThat(population(town.eventually(year, body -> population(body).equals(Optional.of(1010.0)))))
                    .contains(1010.0);
            figures("");
            assertThat(population(town.eventually(year, body -> population(body).isEmpty())))
                    .isEmpty();
        }
        assertThat(versions())
                .containsExactly(
                        "APPROVED 1000 figures.csv", "APPROVED 1010 figures.csv", "WITHDRAWN 1010 figures.csv");
    }

    @Test
    void onceThereAreTokensAChangeOfTheFileIsADraft() throws IOException {
        figures("population,2025,1000,,,,\n");
        SmallTown.open(folder, NOW).close();
        Caller ann = new Caller("ann", Role.EDITOR);
        Caller bob = new Caller("bob", Role.APPROVER);
        try (Ledger ledger = Ledger.open(folder.resolve("data"), InstantSource.fixed(NOW))) {
            ledger.tokens().create(Caller.LOCAL, "bob", Role.APPROVER, Optional.empty());
        }
        figures("population,2025,2000,,,,\n");
        SmallTown.open(folder, NOW).close();
        figures("");
        SmallTown.open(folder, NOW).close();
        assertThat(versions()).containsExactly("APPROVED 1000 figures.csv", "DRAFT 2000 figures.csv");
        try (Ledger ledger = Ledger.open(folder.resolve("data"), InstantSource.fixed(NOW))) {
            assertThat(ledger.figures().inForce().getFirst().content().value().orElseThrow())
                    .isEqualByComparingTo("1000");
            ledger.figures().step(ann, KEY, FigureStep.SUBMIT, Optional.empty(), "");
            ledger.figures().step(bob, KEY, FigureStep.APPROVE, Optional.empty(), "");
            assertThat(ledger.figures().inForce().getFirst().content().value().orElseThrow())
                    .isEqualByComparingTo("2000");
        }
    }

    @Test
    void whatPeopleEnteredSurvivesARestartWithAnUnchangedFile() throws IOException {
        figures("population,2025,1000,,,,\n");
        SmallTown.open(folder, NOW).close();
        try (Ledger ledger = Ledger.open(folder.resolve("data"), InstantSource.fixed(NOW))) {
            var content = org.citygauge.gateway.ledger.Content.of(new java.math.BigDecimal("1234"), "", 2025);
            ledger.figures().draft(Caller.LOCAL, KEY, content, "");
            ledger.figures().step(Caller.LOCAL, KEY, FigureStep.SUBMIT, Optional.empty(), "");
            ledger.figures().step(Caller.LOCAL, KEY, FigureStep.APPROVE, Optional.empty(), "");
        }
        try (SmallTown town = SmallTown.open(folder, NOW)) {
            assertThat(population(town.eventually("/api/v1/indicators?year=2025", any -> true)))
                    .contains(1234.0);
        }
        assertThat(versions()).hasSize(4);
    }
}
