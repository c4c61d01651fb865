package org.citygauge.gateway.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.citygauge.gateway.ledger.AuditEntry;
import org.citygauge.gateway.ledger.Caller;
import org.citygauge.gateway.ledger.Evidence;
import org.citygauge.gateway.ledger.FigureState;
import org.junit.jupiter.api.Test;

/** What a table says, what it would change, and what it changes. */
class ImportsTest extends UploadCase {
    private void take(String csv) {
        ImportPlan plan = csv(csv);
        assertThat(errors(plan)).isEmpty();
        imports.apply(EDITOR, plan, "figures.csv");
    }

    @Test
    void everyColumnComesToTheLedger() throws IOException {
        Evidence proof =
                ledger.evidence().add(EDITOR, Files.writeString(folder.resolve("p.txt"), "x"), "p.txt", "text/plain");

        take(
                "measure,year,value,unit,year_of_data,source_organisation,source_document,source_address,method,comment,as_of,"
                        + "evidence\n"
                        + "city_area,2025,250.50,m2,2024,Land office,Survey,https://land.example,measured,as ever,2024-12-31,"
                        + proof.ref().sha256() + "\n");

        var content = newest("city_area").content();
        assertThat(content.value().orElseThrow()).hasToString("250.50");
        assertThat(content.unit()).isEqualTo("m2");
        assertThat(content.yearOfData()).isEqualTo(2024);
        assertThat(content.source().inWords()).isEqualTo("Land office, Survey");
        assertThat(content.source().address()).isEqualTo("https://land.example");
        assertThat(content.method()).isEqualTo("measured");
        assertThat(content.comment()).isEqualTo("as ever");
        assertThat(content.asOf().orElseThrow()).hasToString("2024-12-31");
        assertThat(content.evidence()).containsExactly(proof.ref());
    }

    @Test
    void whatIsTakenInIsADraftByTheCallerAndTheLogHoldsTheHashOfTheFile() {
        take(HEADER + "population,2025,1000\n");

        assertThat(newest("population").state()).isEqualTo(FigureState.DRAFT);
        assertThat(newest("population").actor()).isEqualTo("erika");
        String hash = csv(HEADER + "population,2025,1000\n").sha256();
        assertThat(ledger.audit().entries(0, 10))
                .extracting(AuditEntry::detail)
                .anyMatch(detail -> detail.contains(hash));
    }

    @Test
    void theColumnsOfTheFileOfFiguresAreTaken() {
        take("measure,year,value,unit,source,as_of,note\npopulation,2025,1000,,Statistics,2025-12-31,mid-year\n");

        assertThat(newest("population").content().source().organisation()).isEqualTo("Statistics");
        assertThat(newest("population").content().comment()).isEqualTo("mid-year");
    }

    @Test
    void aFigureMayNotBeAvailable() {
        take("measure,year,value,not_available_because\npopulation,2025,,census is late\n");

        assertThat(newest("population").content().notAvailableBecause()).contains("census is late");
    }

    @Test
    void thePreviewTellsNewFromChangedFromUnchangedAndChangesNothing() {
        take(HEADER + "population,2025,1000\nlabour_force,2025,400\n");

        ImportPlan plan = csv(HEADER + "population,2025,1001\nlabour_force,2025,400.0\nlabour_force_ict,2025,20\n");

        assertThat(plan.added()).isEqualTo(1);
        assertThat(plan.unchanged()).isEqualTo(1);
        assertThat(plan.changes()).first().satisfies(change -> {
            assertThat(change.before()).contains(FigureState.DRAFT);
            assertThat(change.fields()).containsExactly(new Change.Field("value", "1000", "1001"));
        });
        assertThat(newest("population").content().value().orElseThrow()).hasToString("1000");
    }

    @Test
    void takingTheSameInAgainMakesNoVersion() {
        take(HEADER + "population,2025,1000\n");

        assertThat(imports.apply(EDITOR, csv(HEADER + "population,2025,1000\n"), "f"))
                .isZero();
    }

    @Test
    void aColumnThatIsNotThereLeavesWhatWasAndAnEmptyCellEmptiesIt() {
        take("measure,year,value,method\npopulation,2025,1000,counted\n");
        take(HEADER + "population,2025,1001\n");
        assertThat(newest("population").content().method()).isEqualTo("counted");

        take("measure,year,value,method\npopulation,2025,1001,\n");
        assertThat(newest("population").content().method()).isEmpty();
    }

    @Test
    void whatWasWithdrawnIsNewAgain() {
        take(HEADER + "population,2025,1000\n");
        ledger.figures()
                .step(
                        Caller.LOCAL,
                        newest("population").key(),
                        org.citygauge.gateway.ledger.FigureStep.WITHDRAW,
                        java.util.Optional.empty(),
                        "");

        assertThat(csv(HEADER + "population,2025,1000\n").added()).isEqualTo(1);
    }

    @Test
    void rowsInWhichNobodyEnteredAnythingAreSkipped() {
        ImportPlan plan = csv("""
                measure,title,unit,year,value,method
                population,City population,{person},2025,,
                ,,,,,
                labour_force,,,2025,5,
                """);

        assertThat(errors(plan)).isEmpty();
        assertThat(plan.skipped()).isEqualTo(1);
        assertThat(plan.changes()).hasSize(1);
    }

    @Test
    void allErrorsAreToldAndNothingIsTakenWhereThereIsOne() {
        ImportPlan plan = csv("""
                measure,year,value,as_of,evidence
                population,2025,1000,,
                popluation,2025,x,soon,abc
                labour_force,2025,,2025-01-01,
                """);

        assertThat(errors(plan))
                .containsExactly(
                        "line 3, measure: \"popluation\" is no measure of the catalogue; did you mean \"population\"?",
                        "line 3, value: \"x\" is no number; write digits, with a point for decimals, and put units into their"
                                + " own column",
                        "line 3, as_of: \"soon\" is no day such as 2025-04-01",
                        "line 3, evidence: \"abc\" is no SHA-256: 64 hexadecimal digits",
                        "line 4, value: is empty; give a value, or say in not_available_because why there is none");
        assertThat(ledger.figures().histories()).isEmpty();
    }

    @Test
    void evidenceThatIsNotKeptIsNamed() {
        assertThat(errors(csv("measure,year,value,evidence\npopulation,2025,1," + "a".repeat(64) + "\n")))
                .containsExactly(
                        "line 2, evidence: no file with this SHA-256 is kept: aaaaaaaaaaaa…; add it first (citygauge"
                                + " evidence add FILE)");
    }

    @Test
    void unitsConvertOrAreRefused() {
        assertThat(errors(csv("measure,year,value,unit\npopulation,2025,1,km\n")))
                .containsExactly("line 2, unit: \"km\" does not convert into {person}, the unit of population");
        assertThat(errors(csv("measure,year,value,unit\ncity_area,2025,1,m2\n")))
                .isEmpty();
    }

    @Test
    void whatSensorsComputeIsNotedAsWithoutEffect() {
        assertThat(notes(csv(HEADER + "street_lights_total,2025,100\n")))
                .containsExactly(
                        "line 2, measure: street_lights_total is computed from sensors or the register here; what is"
                                + " entered for it has no effect");
    }

    @Test
    void whatComesForAClosedYearIsNotedAsSuch() {
        ledger.closings().add(Caller.LOCAL, YEAR, "", java.util.Map.of());

        assertThat(notes(csv(HEADER + "population,2025,1\n")))
                .containsExactly("2025 is closed: what is approved now changes it only when it is restated");
    }

    @Test
    void aValueAndAReasonWhyThereIsNoneExcludeEachOther() {
        assertThat(errors(csv("measure,year,value,not_available_because\npopulation,2025,5,late\n")))
                .isEqualTo(List.of("line 2, value: is there although not_available_because says why not"));
    }
}
