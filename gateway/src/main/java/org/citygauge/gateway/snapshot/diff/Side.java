package org.citygauge.gateway.snapshot.diff;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.gateway.snapshot.bag.BagCheck;
import org.citygauge.gateway.snapshot.bag.PackageFile;
import org.citygauge.gateway.snapshot.content.About;
import org.citygauge.gateway.snapshot.table.Forms;
import org.citygauge.gateway.snapshot.table.SensorRows;
import org.citygauge.gateway.snapshot.table.TableForm;
import org.citygauge.gateway.snapshot.table.TableReader;
import org.citygauge.gateway.snapshot.verify.YearFiles;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.measure.Binding;

/**
 * One of two packages, as far as they are compared.
 *
 * @param indicators rows by number
 * @param measures rows by name
 * @param shares rows by measure, and by what tells rows of the register apart
 * @param sensors rows by what tells rows of the register apart
 * @param figures rows in force by measure and year
 */
record Side(
        About about,
        Catalogue catalogue,
        Register register,
        Map<String, List<String>> indicators,
        Map<String, List<String>> measures,
        Map<String, Map<SensorRows.Key, List<String>>> shares,
        Map<SensorRows.Key, List<String>> sensors,
        Map<String, List<String>> figures) {

    /** @throws IOException if it cannot be read, or is not what was signed */
    static Side read(Path file) throws IOException {
        try (PackageFile opened = PackageFile.open(file)) {
            List<String> changed = BagCheck.of(opened).differences();
            if (!changed.isEmpty()) {
                throw new IOException(
                        file + " is not what was signed (citygauge verify tells more): " + changed.getFirst());
            }
            return read(opened);
        } catch (RuntimeException broken) {
            throw new IOException(file + " cannot be read: " + broken.getMessage(), broken);
        }
    }

    private static Side read(PackageFile file) throws IOException {
        var files = new YearFiles(file);
        About about = files.about();
        Catalogue catalogue = files.catalogue();
        Map<SensorRows.Key, List<String>> sensors = new HashMap<>();
        each(file, Forms.SENSORS, row -> sensors.put(SensorRows.key(row), row));
        Map<String, Map<SensorRows.Key, List<String>>> shares = new HashMap<>();
        each(
                file,
                Forms.SHARES,
                row -> shares.computeIfAbsent(row.getFirst(), measure -> new LinkedHashMap<>())
                        .put(new SensorRows.Key(row.get(1), row.get(2), row.get(3)), row));
        Map<String, List<String>> figures = new HashMap<>();
        each(file, Forms.FIGURES, row -> {
            if (cell(Forms.FIGURES, row, "in_force").equals("true")) {
                figures.put(row.get(0) + " " + row.get(1), row);
            }
        });
        return new Side(
                about,
                catalogue,
                files.register(about, catalogue),
                byFirst(file, Forms.INDICATORS),
                byFirst(file, Forms.MEASURES),
                shares,
                sensors,
                figures);
    }

    private static void each(PackageFile file, TableForm form, TableReader.Rows rows) throws IOException {
        try (InputStream in = file.open(form.path())) {
            TableReader.read(form, in, rows);
        }
    }

    private static Map<String, List<String>> byFirst(PackageFile file, TableForm form) throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        each(file, form, row -> rows.put(row.getFirst(), row));
        return rows;
    }

    static String cell(TableForm form, List<String> row, String column) {
        return row.get(form.place(column));
    }

    /** The figure a measure is made of. */
    Optional<List<String>> figure(String measure) {
        String carried = Optional.ofNullable(measures.get(measure))
                .map(row -> cell(Forms.MEASURES, row, "carried_from"))
                .orElse("");
        return Optional.ofNullable(figures.get(measure + " " + (carried.isEmpty() ? about.year() : carried)));
    }

    /** The assets that a binding asks for. */
    Map<String, Asset> assets(Binding binding) {
        Stream<String> classes = switch (binding) {
            case Binding.Entered entered -> Stream.of();
            case Binding.Register register -> Stream.of(register.assetClass());
            case Binding.Sensors bound -> Stream.concat(bound.plus().stream(), bound.minus().stream());
        };
        Map<String, Asset> assets = new LinkedHashMap<>();
        classes.flatMap(name -> register.ofClass(name).stream()).forEach(asset -> assets.put(asset.id(), asset));
        return assets;
    }

    /** The row of the register that is told apart by this. */
    Optional<Sensor> sensor(SensorRows.Key key) {
        return register.rowsOf(key.sensor()).stream()
                .filter(sensor ->
                        SensorRows.Key.of(sensor, about.calendar().zone()).equals(key))
                .findFirst();
    }

    /** What to call it. */
    String name() {
        return about.year()
                + about.closing().map(its -> " revision " + its.number()).orElse(" draft of " + about.asOf());
    }
}
