package org.citygauge.gateway.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.citygauge.gateway.config.Checked;
import org.citygauge.gateway.config.Configuration.Certification;
import org.citygauge.gateway.config.Configuration.Owner;
import org.citygauge.gateway.config.Problem;
import org.citygauge.indicators.catalogue.Catalogues;
import org.citygauge.indicators.measure.MeasureId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesReaderTest {
    private static final RulesReader READER = new RulesReader(Catalogues.iso37122(), "citygauge.yaml");

    @TempDir
    Path folder;

    private Checked<CertificationRules> read(String ladder, Owner... owners) {
        try {
            Path file = Files.writeString(folder.resolve("ladder.yaml"), ladder);
            return READER.read(
                    new Certification(Optional.of(file), Optional.empty(), Optional.empty(), List.of(owners)));
        } catch (IOException disk) {
            throw new AssertionError(disk);
        }
    }

    @Test
    void theCertifiersLadderIsInTheOwnersHands() {
        Checked<CertificationRules> read =
                read("""
                standard: ISO 37122:2019
                certifier: ABNT
                indicators: 80
                steps: [{level: Gold, at_least: 60, source: its letter, confirmed: true}]
                """, new Owner("population", "Statistics", 3), new Owner("19", "Mobility", 4));

        assertThat(read).isInstanceOfSatisfying(Checked.Valid.class, valid -> {
            var rules = (CertificationRules) valid.value();
            assertThat(rules.ladder().certifier()).isEqualTo("ABNT");
            assertThat(rules.owners().ofMeasures()).containsEntry(new MeasureId("population"), "Statistics");
            assertThat(rules.owners().ofThemes()).containsEntry(19, "Mobility");
        });
    }

    @Test
    void allThatIsWrongIsToldWithFileAndLine() {
        assertThat(read("certifier: X", new Owner("populaton", "Statistics", 3), new Owner("24", "Nobody", 4))
                        .problemsFound())
                .extracting(Problem::toString)
                .containsExactly(
                        "citygauge.yaml:3: owners.populaton: is neither a measure of the catalogue nor the number of a theme;"
                                + " did you mean \"population\"?",
                        "citygauge.yaml:4: owners.24: is neither a measure of the catalogue nor the number of a theme; did you"
                                + " mean \"14\"?",
                        "ladder.yaml:1: the file has no standard",
                        "ladder.yaml:1: the file has no indicators",
                        "ladder.yaml:1: the file has no steps; a ladder nobody published anything of has steps: []");
    }
}
