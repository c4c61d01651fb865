package org.citygauge.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.citygauge.gateway.ledger.Caller;
import org.citygauge.gateway.ledger.FigureKey;
import org.citygauge.gateway.ledger.FigureVersion;
import org.citygauge.gateway.ledger.Ledger;
import org.citygauge.gateway.ledger.Role;
import org.citygauge.gateway.upload.Imports.Form;
import org.citygauge.indicators.catalogue.CatalogueLoad;
import org.citygauge.indicators.catalogue.CatalogueText;
import org.citygauge.indicators.catalogue.Catalogues;
import org.citygauge.indicators.measure.MeasureId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A real ledger, the catalogue with a measure in percent, and tables that are sent. */
abstract class UploadCase {
    static final int YEAR = 2025;
    static final String HEADER = "measure,year,value\n";
    static final Caller EDITOR = new Caller("erika", Role.EDITOR);
    private static final String OWN = """
            themes: [{number: 100, title: Own}]
            measures:
              - {id: satisfaction, title: Satisfied residents, unit: "%", aggregation: last, binding: entered}
              - {id: one, title: One, unit: "%", aggregation: last, binding: entered}
            indicators:
              - {number: "100.1", title: Satisfaction, unit: "1", scale: 1, numerator: satisfaction, denominator: one, better: higher, formula_in_words: as said}
            """;

    @TempDir
    Path folder;

    Ledger ledger;
    Imports imports;

    @BeforeEach
    void open() {
        ledger = Ledger.open(folder, InstantSource.fixed(Instant.parse("2026-01-10T08:00:00Z")));
        imports = new Imports(
                new org.citygauge.gateway.figures.FigureRules(
                        switch (Catalogues.extend(Catalogues.iso37122(), List.of(new CatalogueText("own.yaml", OWN)))) {
                            case CatalogueLoad.Loaded(var catalogue) -> catalogue;
                            case CatalogueLoad.Faulty(var problems) -> throw new AssertionError(problems.toString());
                        },
                        "EUR"),
                ledger);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    ImportPlan csv(String text) {
        return csv(text.getBytes(UTF_8));
    }

    ImportPlan csv(byte[] bytes) {
        return imports.plan(bytes, Form.CSV, YEAR);
    }

    ImportPlan xlsx(byte[] bytes) {
        return imports.plan(bytes, Form.XLSX, YEAR);
    }

    static List<String> errors(ImportPlan plan) {
        return plan.errors().stream().map(Finding::toString).toList();
    }

    static List<String> notes(ImportPlan plan) {
        return plan.notes().stream().map(Finding::toString).toList();
    }

    /** What the plan would write as the value of a measure. */
    static String value(ImportPlan plan, String measure) {
        return plan.changes().stream()
                .filter(change -> change.key().measure().value().equals(measure))
                .findFirst()
                .orElseThrow()
                .content()
                .value()
                .orElseThrow()
                .toPlainString();
    }

    FigureVersion newest(String measure) {
        return ledger.figures()
                .history(new FigureKey(new MeasureId(measure), YEAR))
                .orElseThrow()
                .newest();
    }
}
