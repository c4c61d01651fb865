package org.citygauge.gateway.snapshot.content;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.aggregator.evaluation.SensorRecord;
import org.citygauge.aggregator.evaluation.SensorShare;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.gateway.books.BooksJson;
import org.citygauge.gateway.comparison.Comparison;
import org.citygauge.gateway.comparison.ComparisonTable;
import org.citygauge.gateway.registry.RegisterWriter;
import org.citygauge.gateway.snapshot.bag.BagWriter;
import org.citygauge.gateway.snapshot.table.Forms;
import org.citygauge.gateway.snapshot.table.IndicatorRows;
import org.citygauge.gateway.snapshot.table.MeasureRows;
import org.citygauge.gateway.snapshot.table.SensorRows;
import org.citygauge.gateway.snapshot.table.ShareRows;
import org.citygauge.gateway.snapshot.table.TableForm;
import org.citygauge.gateway.snapshot.table.TableWriter;
import org.citygauge.indicators.catalogue.CatalogueWriter;

/** Writes the files that a package's digest is made of. */
public final class Facts {
    private static final String BOOKS = "data/books.json";
    /** Where the catalogue is. */
    public static final String CATALOGUE = "data/catalogue.yaml";
    /** Where the register is. */
    public static final String ASSETS = "data/registry/assets.csv";
    /** Where the register is. */
    public static final String SENSORS = "data/registry/sensors.csv";

    private final PackageContent content;
    private final ZoneId zone;
    private final BagWriter bag;

    private Facts(PackageContent content, BagWriter bag) {
        this.content = content;
        this.bag = bag;
        zone = content.about().calendar().zone();
    }

    /** @param step run between files, and now and then within */
    public static void write(PackageContent content, BagWriter bag, Runnable step) throws IOException {
        new Facts(content, bag).write(step);
    }

    private void write(Runnable step) throws IOException {
        About about = content.about();
        YearState state = content.picture().state();
        bag.addText(About.PATH, out -> out.write(about.json()));
        bag.addText(
                BOOKS,
                out -> out.write(JsonText.write(JsonText.read(
                        BooksJson.write(content.picture().books()).toBuffer().getBytes()))));
        bag.addText(
                CATALOGUE,
                out -> out.write(
                        CatalogueWriter.write(content.picture().inputs().catalogue())));
        step.run();
        var register = new RegisterWriter(zone);
        bag.addText(ASSETS, out -> register.assets(content.picture().inputs().register(), out));
        step.run();
        bag.addText(SENSORS, out -> register.sensors(content.picture().inputs().register(), out));
        step.run();
        sensors(state);
        step.run();
        shares(state, step);
        table(Forms.INDICATORS, IndicatorRows.of(state));
        table(Forms.MEASURES, MeasureRows.of(state));
        table(Forms.FIGURES, content.figures());
        bag.addText(IndicatorsJson.PATH, out -> out.write(IndicatorsJson.of(about, state)));
        if (content.before().isPresent()) {
            bag.addText(
                    Forms.COMPARISON.path(),
                    out -> out.write(ComparisonTable.csv(
                            Comparison.ofYears(content.before().get(), state))));
        }
        step.run();
        for (PackageContent.Evidence file : content.evidence()) {
            bag.add("data/evidence/" + file.name(), file::to);
            step.run();
        }
    }

    private void table(TableForm form, List<List<String>> rows) throws IOException {
        bag.addText(form.path(), out -> {
            var table = new TableWriter(form, out);
            for (List<String> row : rows) {
                table.add(row);
            }
        });
    }

    private void sensors(YearState state) throws IOException {
        IdentityHashMap<Sensor, String> measures = Recorded.measures(state);
        bag.addText(Forms.SENSORS.path(), out -> {
            var table = new TableWriter(Forms.SENSORS, out);
            for (SensorRecord record : content.picture().sensors()) {
                table.add(SensorRows.row(record, measures.getOrDefault(record.sensor(), ""), zone));
            }
        });
    }

    private void shares(YearState state, Runnable step) throws IOException {
        var recorded = new Recorded(
                content.about(), content.picture().inputs(), content.picture().sensors());
        bag.addText(Forms.SHARES.path(), out -> {
            var table = new TableWriter(Forms.SHARES, out);
            Stream<MeasureState> measures =
                    MeasureRows.sorted(state).filter(measure -> !measure.bound().isEmpty());
            for (MeasureState measure : (Iterable<MeasureState>) measures::iterator) {
                for (SensorShare share : recorded.shares(measure)) {
                    table.add(ShareRows.row(measure.measure().id(), share, zone));
                }
                step.run();
            }
        });
    }

    /** A table as text, for small ones. */
    public static String text(TableForm form, List<List<String>> rows) {
        var text = new StringWriter();
        try {
            var table = new TableWriter(form, text);
            for (List<String> row : rows) {
                table.add(row);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
