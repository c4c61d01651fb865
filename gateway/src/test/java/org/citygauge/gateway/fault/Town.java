package org.citygauge.gateway.fault;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.gateway.cli.CatalogueFiles;
import org.citygauge.gateway.cli.CityFiles;
import org.citygauge.gateway.config.Overrides;
import org.citygauge.gateway.run.CityParts;

/** The files of a small town with counters, gauges, amounts and states. */
final class Town {
    /** Devices without a clock of their own, or with a wrong one. */
    static final String CLOCKLESS = "clockless-1";

    static final String AHEAD = "ahead-1";

    private static final int OF_EACH = 6;

    private final Path folder;
    private final boolean broker;

    private Town(Path folder, boolean broker) {
        this.folder = folder;
        this.broker = broker;
    }

    /** A line of {@code citygauge.yaml} that has everything come by a broker. */
    static String source(URI url) {
        return "sources: [{name: town, topics: [city/fault-town/thing/+], broker: {url: \"" + url
                + "\", client_id: fault-town}}]";
    }

    /** @param more further lines of {@code citygauge.yaml} */
    static Town make(Path folder, String... more) throws IOException {
        Files.createDirectories(folder.resolve("registry"));
        var lines = new ArrayList<>(
                List.of("city: {id: fault-town, name: Fault Town, zone: Europe/Berlin, currency: EUR}"));
        lines.addAll(List.of(more));
        Files.write(folder.resolve("citygauge.yaml"), lines);
        var assets = new ArrayList<>(List.of("id,class,name,weight,latitude,longitude,in_service_from,in_service_to"));
        var sensors = new ArrayList<>(
                List.of("id,asset,quantity,unit,kind,expected_interval,valid_from,valid_to,max_rate,hold"));
        for (int i = 1; i <= OF_EACH; i++) {
            assets.add("plant-" + i + "," + (i % 2 == 0 ? "local_generator" : "grid_supply_point") + ",,,,,,");
            sensors.add("meter-" + i + ",plant-" + i + ",energy,kW.h,counter,PT15M,,,,");
            assets.add("bay-" + i + ",parking_facility,,2,,,,");
            sensors.add("bay-" + i + ",bay-" + i + ",occupied,{space},state,PT1H,,,,PT2H");
            assets.add("office-" + i + ",permit_office,,,,,,");
            sensors.add("office-" + i + ",office-" + i + ",processing_time,h,gauge,PT1H,,,50,");
            assets.add("scale-" + i + ",waste_weighbridge,,,,,,");
            sensors.add("scale-" + i + ",scale-" + i + ",waste_mass,t,amount,PT1H,,,,");
        }
        Files.write(folder.resolve("registry/assets.csv"), assets);
        Files.write(folder.resolve("registry/sensors.csv"), sensors);
        return new Town(folder, List.of(more).stream().anyMatch(line -> line.startsWith("sources")));
    }

    /** All that may have sent something. */
    List<String> sensors() {
        var names = new ArrayList<>(devices());
        names.addAll(List.of(CLOCKLESS, AHEAD));
        return names;
    }

    /** The usual devices; two of them are not registered, and kept nevertheless. */
    List<String> devices() {
        var names = new ArrayList<String>();
        for (int i = 1; i <= OF_EACH; i++) {
            names.addAll(List.of("meter-" + i, "bay-" + i, "office-" + i, "scale-" + i));
        }
        names.add("stranger-1");
        names.add("stranger-2");
        return names;
    }

    boolean hasBroker() {
        return broker;
    }

    Path configuration() {
        return folder.resolve("citygauge.yaml");
    }

    /** For a gateway in this process, on free ports. */
    CityParts parts(Path data) {
        CityFiles files = CityFiles.read(
                configuration(),
                Map.of(),
                new Overrides(Optional.of(data), Optional.of(0), Optional.of(0), Optional.empty()),
                new CatalogueFiles());
        if (!files.problems().isEmpty()) {
            throw new IllegalStateException(files.problems().toString());
        }
        return new CityParts(
                files.configuration().orElseThrow(),
                files.catalogue().orElseThrow(),
                files.register().orElseThrow(),
                files.figures().orElseThrow());
    }
}
