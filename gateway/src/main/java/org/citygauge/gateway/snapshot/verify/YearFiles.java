package org.citygauge.gateway.snapshot.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.citygauge.aggregator.evaluation.SensorRecord;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.Span;
import org.citygauge.gateway.config.Checked;
import org.citygauge.gateway.registry.RegisterReader;
import org.citygauge.gateway.snapshot.bag.PackageFile;
import org.citygauge.gateway.snapshot.content.About;
import org.citygauge.gateway.snapshot.content.Facts;
import org.citygauge.gateway.snapshot.table.FigureRows;
import org.citygauge.gateway.snapshot.table.Forms;
import org.citygauge.gateway.snapshot.table.ModestLines;
import org.citygauge.gateway.snapshot.table.SensorRows;
import org.citygauge.gateway.snapshot.table.TableForm;
import org.citygauge.gateway.snapshot.table.TableReader;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.catalogue.CatalogueLoad;
import org.citygauge.indicators.catalogue.CatalogueText;
import org.citygauge.indicators.catalogue.Catalogues;
import org.citygauge.indicators.catalogue.Indicator;

/** Reads the files of a package back into what they were written from. */
public final class YearFiles {
    private static final long SMALL = 16L << 20;
    private static final int LONGEST_SCALE = 100;

    private final PackageFile file;

    public YearFiles(PackageFile file) {
        this.file = file;
    }

    /** What it is of. */
    public About about() throws IOException {
        return About.read(file.read(About.PATH, SMALL));
    }

    /** The catalogue its numbers were made with. */
    public Catalogue catalogue() throws IOException {
        String text = new String(file.read(Facts.CATALOGUE, SMALL), StandardCharsets.UTF_8);
        Catalogue catalogue = switch (Catalogues.read(List.of(new CatalogueText(Facts.CATALOGUE, text)))) {
            case CatalogueLoad.Loaded(Catalogue loaded) -> loaded;
            case CatalogueLoad.Faulty(var problems) ->
                throw new IOException(problems.getFirst().toString());
        };
        for (Indicator indicator : catalogue.inOrder()) {
            if (Math.abs(indicator.formula().scale().scale()) > LONGEST_SCALE
                    || indicator.formula().scale().precision() > LONGEST_SCALE) {
                throw new IOException("the scale of " + indicator.number() + " has too many digits");
            }
        }
        return catalogue;
    }

    /** The register of then. */
    public Register register(About about, Catalogue catalogue) throws IOException {
        var reader = new RegisterReader(about.calendar().zone(), catalogue);
        return switch (reader.read("data/registry/", large(Facts.ASSETS), large(Facts.SENSORS))) {
            case Checked.Valid<Register>(Register register) -> register;
            case Checked.Invalid<Register>(var problems) ->
                throw new IOException(problems.getFirst().toString());
        };
    }

    /** A file that is read whole, as far as this machine's memory allows. */
    private byte[] large(String path) throws IOException {
        if (file.bytes(path) == 0 && path.equals(Facts.SENSORS)) {
            throw new IOException(path + " is empty: it has not even a header");
        }
        long most = Runtime.getRuntime().maxMemory() / 16;
        if (file.bytes(path) > most) {
            throw new IOException(path + " has " + file.bytes(path)
                    + " bytes, more than this process can hold; CITYGAUGE_JAVA_OPTS=-Xmx… gives it more memory");
        }
        try (InputStream in = new ModestLines(file.open(path))) {
            return in.readAllBytes();
        }
    }

    /** A table that is small. */
    public List<List<String>> rows(TableForm form) throws IOException {
        if (file.bytes(form.path()) > Runtime.getRuntime().maxMemory() / 16) {
            throw new IOException(form.path() + " is larger than this process can hold");
        }
        try (InputStream in = file.open(form.path())) {
            return TableReader.readAll(form, in);
        }
    }

    /** The rows of the register that a year has records of, by what tells them apart. */
    public static Map<SensorRows.Key, Sensor> valid(About about, Register register) {
        Span span = about.calendar().span(about.year());
        Map<SensorRows.Key, Sensor> valid = new HashMap<>();
        register.sensors().stream()
                .filter(sensor -> sensor.validity().overlaps(span))
                .forEach(sensor ->
                        valid.put(SensorRows.Key.of(sensor, about.calendar().zone()), sensor));
        return valid;
    }

    /**
     * What each sensor gave.
     *
     * @param odd hears of rows that are no row of the register, or twice, and of rows of the register that there are none of
     */
    List<SensorRecord> sensors(About about, Register register, Findings odd) throws IOException {
        Map<SensorRows.Key, Sensor> valid = valid(about, register);
        Set<SensorRows.Key> seen = new java.util.HashSet<>();
        var records = new ArrayList<SensorRecord>(valid.size());
        String path = Forms.SENSORS.path();
        try (InputStream in = file.open(path)) {
            TableReader.read(Forms.SENSORS, in, row -> {
                SensorRows.Key key = SensorRows.key(row);
                Sensor sensor = valid.get(key);
                if (sensor == null || !seen.add(key)) {
                    odd.differ(path, key + (sensor == null ? " is no row of the register" : " is there twice"));
                    return;
                }
                try {
                    records.add(SensorRows.read(row, sensor));
                } catch (IllegalArgumentException | ArithmeticException wrong) {
                    throw new IOException(key + ": " + wrong.getMessage(), wrong);
                }
            });
        }
        if (seen.size() < valid.size()) {
            var left = new TreeSet<String>();
            valid.keySet().stream()
                    .filter(key -> !seen.contains(key))
                    .limit(1000)
                    .forEach(key -> left.add(key.toString()));
            left.forEach(key -> odd.differ(path, "there is no row for " + key));
        }
        return records;
    }

    /** The figures in force. */
    static org.citygauge.aggregator.figure.Figures figures(List<List<String>> rows) throws IOException {
        try {
            return FigureRows.inForce(rows);
        } catch (RuntimeException wrong) {
            throw new IOException(wrong.getMessage(), wrong);
        }
    }
}
