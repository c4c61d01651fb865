package org.citygauge.benchmarks.run;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of a city whose sensors are those that {@code simulate} publishes for: generators with a meter each, and parking bays that
 * nobody publishes for but a probe.
 *
 * @param meters how many are registered
 * @param bays how many are registered
 * @param sources the YAML of its sources, for a broker
 */
public record TestCity(int meters, int bays, Optional<String> sources) {
    public static final String ID = "simulated";
    /** The indicator that a bay changes which reports for the first time: live bays ÷ bays. */
    public static final String BAYS_INDICATOR = "19.8";

    public static TestCity of(int meters) {
        return new TestCity(meters, 0, Optional.empty());
    }

    public static String meter(int number) {
        return "sensor-" + number;
    }

    public static String bay(int number) {
        return "bay-" + number;
    }

    /** Writes them into {@code folder}, and returns the configuration. */
    public Path write(Path folder) throws IOException {
        Path registry = Files.createDirectories(folder.resolve("registry"));
        try (BufferedWriter assets = Files.newBufferedWriter(registry.resolve("assets.csv"));
                BufferedWriter sensors = Files.newBufferedWriter(registry.resolve("sensors.csv"))) {
            assets.write("id,class,name,weight,latitude,longitude,in_service_from,in_service_to\n");
            sensors.write("id,asset,quantity,unit,kind,expected_interval,valid_from,valid_to\n");
            for (int i = 0; i < meters; i++) {
                assets.write("asset-" + meter(i) + ",local_generator,,,,,,\n");
                sensors.write(meter(i) + ",asset-" + meter(i) + ",energy,kW.h,amount,PT1M,,\n");
            }
            for (int i = 0; i < bays; i++) {
                assets.write("asset-" + bay(i) + ",parking_facility,,1,,,,\n");
                sensors.write(bay(i) + ",asset-" + bay(i) + ",free_spaces,{space},gauge,PT24H,,\n");
            }
        }
        Path configuration = folder.resolve("citygauge.yaml");
        Files.writeString(
                configuration,
                "city: {id: " + ID + ", name: Simulated, zone: Europe/Berlin, currency: EUR}\n" + sources.orElse(""));
        return configuration;
    }
}
