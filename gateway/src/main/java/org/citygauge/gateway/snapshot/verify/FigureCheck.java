package org.citygauge.gateway.snapshot.verify;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.citygauge.aggregator.closing.YearInputs;
import org.citygauge.gateway.snapshot.bag.PackageFile;
import org.citygauge.gateway.snapshot.table.Exact;
import org.citygauge.gateway.snapshot.table.Forms;
import org.citygauge.indicators.measure.Measure;
import org.citygauge.indicators.measure.MeasureId;
import org.citygauge.indicators.measure.Unit;

/** Whether figures are what was entered, one for a measure and year, and their evidence is there. */
final class FigureCheck {
    private final PackageFile file;
    private final YearInputs inputs;
    private final Findings findings;
    private final Set<String> inForce = new HashSet<>();
    private final Set<String> evidence = new HashSet<>();

    private FigureCheck(PackageFile file, YearInputs inputs, Findings findings) {
        this.file = file;
        this.inputs = inputs;
        this.findings = findings;
    }

    static void run(PackageFile file, YearInputs inputs, List<List<String>> rows, Findings findings)
            throws IOException {
        var check = new FigureCheck(file, inputs, findings);
        for (List<String> row : rows) {
            check.check(row);
        }
        check.evidence();
        findings.agree(check.inForce.size() + " figures are in force, of " + rows.size() + " versions; "
                + check.evidence.size() + " files prove them");
    }

    private static String cell(List<String> row, String column) {
        return row.get(Forms.FIGURES.place(column));
    }

    private void check(List<String> row) {
        String key = cell(row, "measure") + " " + cell(row, "year");
        for (String name : cell(row, "evidence").split(" ", -1)) {
            if (!name.isEmpty()) {
                evidence.add(name);
            }
        }
        if (!cell(row, "in_force").equals("true")) {
            return;
        }
        if (!inForce.add(key)) {
            findings.differ(Forms.FIGURES.path(), key + ": two versions are in force");
        }
        Optional<BigDecimal> entered = Exact.number(cell(row, "value"));
        Optional<BigDecimal> counts = Exact.number(cell(row, "measure_value"));
        Optional<Measure> measure = inputs.catalogue().measure(new MeasureId(cell(row, "measure")));
        if (entered.isEmpty() || counts.isEmpty() || measure.isEmpty()) {
            return;
        }
        Optional<BigDecimal> factor = factor(cell(row, "unit"), measure.get());
        boolean same = factor.filter(its -> entered.get().multiply(its).compareTo(counts.get()) == 0)
                .isPresent();
        if (!same) {
            findings.differ(
                    Forms.FIGURES.path(),
                    key + ": " + cell(row, "value") + " " + cell(row, "unit") + " is not " + cell(row, "measure_value")
                            + " " + measure.get().unit());
        }
    }

    private static Optional<BigDecimal> factor(String unit, Measure measure) {
        boolean isMoney = measure.unit().equals(Unit.CURRENCY);
        return unit.isEmpty() || isMoney
                ? Optional.of(BigDecimal.ONE)
                : Unit.parse(unit).flatMap(known -> known.factorTo(measure.unit()));
    }

    private void evidence() throws IOException {
        for (String name : evidence) {
            String path = "data/evidence/" + name;
            if (!file.paths().contains(path)) {
                findings.differ(path, "is missing; data/figures.csv names it");
            } else if (!name.startsWith(file.sha256(path) + "-")) {
                findings.differ(path, "is not the file whose SHA-256 its name begins with");
            }
        }
        for (String path : file.paths()) {
            String name = path.startsWith("data/evidence/") ? path.substring("data/evidence/".length()) : "";
            if (!name.isEmpty() && !evidence.contains(name)) {
                findings.differ(path, "belongs to no figure");
            }
        }
    }
}
