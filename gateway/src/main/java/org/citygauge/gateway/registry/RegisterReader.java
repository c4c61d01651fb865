package org.citygauge.gateway.registry;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.citygauge.aggregator.register.Register;
import org.citygauge.gateway.config.Checked;
import org.citygauge.gateway.config.Problem;
import org.citygauge.gateway.table.Columns;
import org.citygauge.gateway.table.Table;
import org.citygauge.indicators.catalogue.Catalogue;

/**
 * Reads {@code assets.csv} and {@code sensors.csv}, finding all that is wrong with them at once. A missing file counts as empty.
 *
 * @param zone of the city, in which its days begin
 * @param catalogue whose bindings say which columns must hold numbers
 */
public record RegisterReader(ZoneId zone, Catalogue catalogue) {
    private static final String ASSETS = "assets.csv";
    private static final String SENSORS = "sensors.csv";

    /** @param folder holds the two files */
    public Checked<Register> read(Path folder) {
        String name = folder.getFileName() + "/";
        return read((file, columns, problems) -> Table.read(folder.resolve(file), name + file, columns, problems));
    }

    /**
     * Reads what the two files hold.
     *
     * @param name the folder's name in problems, with a slash behind it; may be empty
     */
    public Checked<Register> read(String name, byte[] assets, byte[] sensors) {
        return read((file, columns, problems) ->
                Table.read(file.equals(ASSETS) ? assets : sensors, name + file, columns, problems));
    }

    /** Where a table comes from. */
    private interface Tables {
        Optional<Table> read(String file, Columns columns, List<Problem> problems);
    }

    private Checked<Register> read(Tables tables) {
        var problems = new ArrayList<Problem>();
        var assets = new AssetRows(zone, AssetRows.weighed(catalogue));
        Set<String> columns = tables.read(ASSETS, AssetRows.COLUMNS, problems)
                .map(table -> {
                    table.rows().forEach(assets::add);
                    return table.header().columns();
                })
                .orElse(Set.of());
        boolean assetsAreKnown = problems.isEmpty() || !assets.ids().isEmpty();
        var sensors = new SensorRows(zone, assets.ids(), assetsAreKnown);
        tables.read(SENSORS, SensorRows.COLUMNS, problems)
                .ifPresent(table -> table.rows().forEach(sensors::add));
        sensors.checkOverlaps();
        return Checked.of(new Register(assets.assets(), sensors.sensors(), columns), problems);
    }

    /** The files that are read. */
    public static List<Path> files(Path folder) {
        return List.of(folder.resolve(ASSETS), folder.resolve(SENSORS));
    }
}
