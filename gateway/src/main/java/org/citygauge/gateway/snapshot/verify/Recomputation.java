package org.citygauge.gateway.snapshot.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.citygauge.aggregator.closing.YearInputs;
import org.citygauge.aggregator.evaluation.SensorRecord;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.gateway.snapshot.bag.PackageFile;
import org.citygauge.gateway.snapshot.content.About;
import org.citygauge.gateway.snapshot.content.Facts;
import org.citygauge.gateway.snapshot.content.IndicatorsJson;
import org.citygauge.gateway.snapshot.content.Recorded;
import org.citygauge.gateway.snapshot.report.Workbook;
import org.citygauge.gateway.snapshot.table.Forms;
import org.citygauge.gateway.snapshot.table.IndicatorRows;
import org.citygauge.gateway.snapshot.table.MeasureRows;
import org.citygauge.gateway.snapshot.table.SensorRows;
import org.citygauge.gateway.snapshot.table.ShareRows;
import org.citygauge.gateway.snapshot.table.TableForm;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.formula.Formula;

/** Computes a package's numbers again, from the contributions of its sensors and its figures up. */
final class Recomputation {
    private static final long SMALL = 64L << 20;

    private final PackageFile file;
    private final YearFiles files;
    private final Catalogue standard;
    private final Findings findings;

    Recomputation(PackageFile file, Catalogue standard, Findings findings) {
        this.file = file;
        this.standard = standard;
        this.findings = findings;
        files = new YearFiles(file);
    }

    /** What a year is computed from. */
    private record Read(About about, YearInputs inputs, List<List<String>> figures, List<SensorRecord> sensors) {}

    void run() {
        read().ifPresent(read -> {
            var recorded = new Recorded(read.about, read.inputs, read.sensors);
            findings.tried(Forms.MEASURES.path(), () -> compare(read, recorded));
        });
    }

    private Optional<Read> read() {
        var about = new Part<About>();
        var catalogue = new Part<Catalogue>();
        var register = new Part<Register>();
        var figures = new Part<List<List<String>>>();
        var sensors = new Part<List<SensorRecord>>();
        boolean all = findings.tried(About.PATH, () -> about.value = Optional.of(files.about()))
                && findings.tried(Facts.CATALOGUE, () -> catalogue.value = Optional.of(files.catalogue()))
                && findings.tried(
                        "data/registry",
                        () -> register.value = Optional.of(files.register(about.get(), catalogue.get())))
                && findings.tried(Forms.FIGURES.path(), () -> figures.value = Optional.of(files.rows(Forms.FIGURES)))
                && findings.tried(
                        Forms.SENSORS.path(),
                        () -> sensors.value = Optional.of(files.sensors(about.get(), register.get(), findings)));
        var made = new Part<YearInputs>();
        return all
                        && findings.tried(
                                Forms.FIGURES.path(),
                                () -> made.value = Optional.of(about.get()
                                        .inputs(catalogue.get(), register.get(), YearFiles.figures(figures.get()))))
                ? Optional.of(new Read(about.get(), made.get(), figures.get(), sensors.get()))
                : Optional.empty();
    }

    /** What was read, once it was. */
    private static final class Part<T> {
        private Optional<T> value = Optional.empty();

        T get() {
            return value.orElseThrow();
        }
    }

    private void compare(Read read, Recorded recorded) {
        if (!read.inputs.catalogue().edition().equals(read.about.edition())) {
            findings.differ(Facts.CATALOGUE, "is of another edition than " + About.PATH + " says");
        }
        YearState state = recorded.state();
        table(Forms.SENSORS, "contributions of sensors", sensors(read, state));
        table(Forms.SHARES, "shares of sensors in measures", shares(read, state, recorded));
        findings.tried(Forms.SHARES.path(), () -> new ShareSums(state, findings).check(file));
        table(Forms.MEASURES, "measures", MeasureRows.of(state).iterator());
        table(Forms.INDICATORS, "indicators", IndicatorRows.of(state).iterator());
        findings.tried(IndicatorsJson.PATH, () -> json(read.about, state));
        findings.tried(Workbook.PATH, () -> workbook(read, state));
        findings.tried(Forms.FIGURES.path(), () -> FigureCheck.run(file, read.inputs, read.figures, findings));
        findings.tried(Forms.COMPARISON.path(), () -> ComparisonCheck.run(file, state, findings));
        findings.tried(Facts.CATALOGUE, () -> formulas(read.inputs.catalogue()));
    }

    private void table(TableForm form, String things, Iterator<List<String>> expected) {
        findings.tried(form.path(), () -> TableCheck.run(file, form, things, expected, findings));
    }

    private static Iterator<List<String>> sensors(Read read, YearState state) {
        IdentityHashMap<Sensor, String> measures = Recorded.measures(state);
        return read.sensors.stream()
                .map(record -> SensorRows.row(
                        record,
                        measures.getOrDefault(record.sensor(), ""),
                        read.about.calendar().zone()))
                .iterator();
    }

    private static Iterator<List<String>> shares(Read read, YearState state, Recorded recorded) {
        Stream<List<String>> rows = MeasureRows.sorted(state)
                .filter(measure -> !measure.bound().isEmpty())
                .flatMap(measure -> recorded.shares(measure).stream()
                        .map(share -> ShareRows.row(
                                measure.measure().id(),
                                share,
                                read.about.calendar().zone())));
        return rows.iterator();
    }

    private void json(About about, YearState state) throws IOException {
        String expected = IndicatorsJson.of(about, state);
        String found = new String(file.read(IndicatorsJson.PATH, SMALL), StandardCharsets.UTF_8);
        if (found.equals(expected)) {
            findings.agree("indicators.json says the same as what was computed again");
            return;
        }
        Iterator<String> right = expected.lines().iterator();
        String number = "";
        int line = 0;
        for (String text : (Iterable<String>) found.lines()::iterator) {
            line++;
            number = text.startsWith("    \"number\" : ") ? text.strip() + " " : number;
            if (!right.hasNext() || !right.next().equals(text)) {
                findings.differ(
                        IndicatorsJson.PATH,
                        number + "line " + line + " says " + text.strip() + ", which is not what was computed again");
                return;
            }
        }
        findings.differ(IndicatorsJson.PATH, "ends too early");
    }

    private void workbook(Read read, YearState state) throws IOException {
        byte[] found = file.read(Workbook.PATH, SMALL);
        if (java.util.Arrays.equals(found, Workbook.of(read.about, state, read.figures))) {
            findings.agree("indicators.xlsx is the one these numbers make, byte by byte");
            return;
        }
        List<String> differences = Workbook.differences(found, state);
        differences.forEach(difference -> findings.differ(Workbook.PATH, difference));
        if (differences.isEmpty()) {
            findings.agree("indicators.xlsx shows the same numbers");
        }
    }

    private void formulas(Catalogue catalogue) {
        if (!catalogue.edition().equals(standard.edition())) {
            findings.agree("note: the edition is " + catalogue.edition() + ", whose formulas are not known here");
            return;
        }
        long same = 0;
        for (Indicator indicator : standard.inOrder()) {
            Optional<Formula> found = catalogue.indicator(indicator.number()).map(Indicator::formula);
            if (found.filter(formula -> isSame(formula, indicator.formula())).isPresent()) {
                same++;
            } else {
                findings.differ(
                        Facts.CATALOGUE,
                        "indicator " + indicator.number()
                                + (found.isEmpty()
                                        ? " is missing"
                                        : ": its formula is not that of " + standard.edition()));
            }
        }
        findings.agree(same + " of " + standard.indicators().size() + " formulas are those of " + standard.edition());
    }

    private static boolean isSame(Formula one, Formula other) {
        return one.numerator().equals(other.numerator())
                && one.denominator().equals(other.denominator())
                && one.scale().compareTo(other.scale()) == 0
                && one.zeroWhenNothing() == other.zeroWhenNothing();
    }
}
