package org.citygauge.gateway.registry;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.citygauge.aggregator.register.Register;
import org.citygauge.gateway.config.Checked;
import org.citygauge.gateway.config.Problem;
import org.citygauge.gateway.table.Table;
import org.citygauge.indicators.catalogue.Catalogue;

/**
 * Reads {@code assets.csv} and {@code sensors.csv}, finding all that is wrong with them at once. A missing file counts as empty.
 *
 * @param zone of the city, in which its days begin
 * @param catalogue whose bindings say which columns must hold numbers
 */
public record RegisterReader(ZoneId zone, Catalogue catalogue) {
    /** @param folder holds the two files */
    public Checked<Register> read(Path folder) {
        String name = folder.getFileName() + "/";
        var problems = new ArrayList<Problem>();
        var assets = new AssetRows(zone, AssetRows.weighed(catalogue));
        Set<String> columns = Table.read(folder.resolve("assets.csv"), name + "assets.csv", AssetRows.COLUMNS, problems)
                .map(table -> {
                    table.rows().forEach(assets::add);
                    return table.header().columns();
                })
                .orElse(Set.of());
        boolean assetsAreKnown = problems.isEmpty() || !assets.ids().isEmpty();
        var sensors = new SensorRows(zone, assets.ids(), assetsAreKnown);
        Table.read(folder.resolve("sensors.csv"), name + "sensors.csv", SensorRows.COLUMNS, problems)
                .ifPresent(table -> table.rows().forEach(sensors::add));
        sensors.checkOverlaps();
        return Checked.of(new Register(assets.assets(), sensors.sensors(), columns), problems);
    }

    /** The files that are read. */
    public static List<Path> files(Path folder) {
        return List.of(folder.resolve("assets.csv"), folder.resolve("sensors.csv"));
    }
}
