package org.citygauge.gateway.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.citygauge.aggregator.register.Sensor;

/** One simulated sensor: a value for any instant. */
record SimulatedSensor(Sensor sensor, String assetClass, Optional<BigDecimal> weight, long seed) {
    /** Counters count from here on. */
    private static final Instant BEGINNING = Instant.parse("2020-01-01T00:00:00Z");

    private static final double HOURS_A_YEAR = 8766;

    /** What a sensor of a class and quantity comes to in a year, in its unit. */
    private static final Map<String, Double> A_YEAR = Map.ofEntries(
            Map.entry("wastewater_energy_plant/energy", 5_200_000.0),
            Map.entry("waste_energy_plant/energy", 68_000.0),
            Map.entry("waste_heat_source/energy", 9_000_000.0),
            Map.entry("sewer_heat_pump/energy", 3_100_000.0),
            Map.entry("local_generator/energy", 14_000_000.0),
            Map.entry("grid_supply_point/energy", 290_000.0),
            Map.entry("grid_export_point/energy", 11_000.0),
            Map.entry("waste_energy_plant/waste_mass", 26_000.0),
            Map.entry("waste_weighbridge/waste_mass", 31_000.0),
            Map.entry("plastic_sorting_plant/recycled_mass", 1_900.0),
            Map.entry("composting_plant/food_waste_mass", 6_400.0),
            Map.entry("open_data_portal/visits", 84_000.0),
            Map.entry("service_desk/response_time", 93_000.0),
            Map.entry("service_desk/inquiries", 31_000.0),
            Map.entry("cultural_facility/bookings", 46_000.0),
            Map.entry("permit_office/electronic_applications", 3_900.0),
            Map.entry("permit_office/processing_time", 168_000.0),
            Map.entry("permit_office/permits_completed", 2_700.0),
            Map.entry("reuse_outlet/volume", 1_100_000.0),
            Map.entry("wastewater_plant/treated_volume", 9_200_000.0),
            Map.entry("wastewater_plant/inflow_volume", 9_900_000.0),
            Map.entry("wastewater_plant/biosolids_mass", 3_200.0),
            Map.entry("wastewater_plant/biosolids_reused_mass", 2_100.0),
            Map.entry("energy_recovery_intake/volume", 4_300_000.0),
            Map.entry("water_quality_inlet/volume", 2_300_000.0),
            Map.entry("district_inlet/volume", 2_500_000.0));

    private static final Map<String, Double> USUAL = Map.of(
            "co2",
            720.0,
            "pm25",
            11.0,
            "fill_level",
            48.0,
            "charge",
            61.0,
            "level",
            1.4,
            "pressure",
            4.6,
            "turbidity",
            3.2,
            "traffic",
            340.0);

    /** The value at {@code at}; of an amount, what came since {@code since} earlier. */
    BigDecimal value(Instant at, Duration since) {
        return switch (sensor.kind()) {
            case COUNTER -> counter(at);
            case AMOUNT -> amount(since);
            case STATE -> sensor.quantity().equals("outage") ? outage(at) : BigDecimal.ONE;
            case GAUGE -> level(at);
        };
    }

    private double aYear() {
        return A_YEAR.getOrDefault(assetClass + "/" + sensor.quantity(), 1_000.0);
    }

    private BigDecimal counter(Instant at) {
        double hours = Duration.between(BEGINNING, at).toMillis() / 3_600_000.0;
        double total = aYear() / HOURS_A_YEAR * hours;
        double limit = sensor.rollover().map(BigDecimal::doubleValue).orElse(Double.MAX_VALUE);
        return SimulatedSensors.rounded(total % limit, 3);
    }

    private BigDecimal amount(Duration since) {
        return SimulatedSensors.rounded(aYear() / HOURS_A_YEAR * (since.toMillis() / 3_600_000.0), 6);
    }

    /** Down for some minutes of some days. */
    private BigDecimal outage(Instant at) {
        long quarter = at.getEpochSecond() / 900;
        return random(quarter).nextInt(60) == 0 ? BigDecimal.ONE : BigDecimal.ZERO;
    }

    private BigDecimal level(Instant at) {
        double usual = weight.filter(capacity -> sensor.quantity().equals("free_spaces")
                        || sensor.quantity().equals("bicycles"))
                .map(capacity -> capacity.doubleValue() * 0.45)
                .orElse(USUAL.getOrDefault(sensor.quantity(), 10.0));
        double day = Math.sin((at.getEpochSecond() % 86_400) / 86_400.0 * 2 * Math.PI + phase());
        double noise = random(at.toEpochMilli()).nextDouble() - 0.5;
        double value = Math.max(0, usual * (1 + 0.5 * day + 0.1 * noise));
        boolean whole = sensor.unit().code().startsWith("{");
        return SimulatedSensors.rounded(value, whole ? 0 : 2);
    }

    private double phase() {
        return Math.floorMod(sensor.id().hashCode(), 628) / 100.0;
    }

    private SplittableRandom random(long moment) {
        return new SplittableRandom(seed * 31 + sensor.id().hashCode() * 1_000_003L + moment);
    }
}
