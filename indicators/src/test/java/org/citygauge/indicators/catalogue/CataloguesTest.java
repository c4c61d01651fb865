package org.citygauge.indicators.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.MeasureId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CataloguesTest {
    private static final Catalogue ISO = Catalogues.iso37122();

    @Test
    void theStandardHas80Indicators124MeasuresAnd19Themes() {
        assertThat(ISO.edition()).isEqualTo("ISO 37122:2019");
        assertThat(ISO.indicators()).hasSize(80);
        assertThat(ISO.measures()).hasSize(124);
        Map<Integer, Long> byTheme = ISO.inOrder().stream()
                .collect(Collectors.groupingBy(indicator -> indicator.theme().number(), Collectors.counting()));
        assertThat(byTheme)
                .hasSize(19)
                .containsEntry(7, 10L)
                .containsEntry(19, 14L)
                .containsEntry(15, 1L);
    }

    @ParameterizedTest
    @CsvSource({
        "7.5, 1, energy_storage_capacity_annual, final_energy_use_total, 1, HIGHER",
        "8.2, 1, air_quality_stations_realtime, city_area, 1/km2, HIGHER",
        "10.4, 1, it_downtime_total, it_incidents, h, LOWER",
        "18.2, 100, area_no_telecom, city_area, %, LOWER",
        "19.8, 100, parking_spaces_realtime, public_parking_spaces_total, %, HIGHER",
        "20.2, 1, food_waste_composted, population, t/capita, HIGHER",
        "23.2, 100000, water_quality_stations_environment, population, /100000 population, HIGHER"
    })
    void anIndicatorIsWhatTheStandardSays(
            String number, BigDecimal scale, String above, String below, String unit, Better better) {
        Indicator indicator = ISO.indicator(IndicatorNumber.parse(number)).orElseThrow();
        assertThat(indicator.formula().scale()).isEqualByComparingTo(scale);
        assertThat(indicator.formula().numerator().value()).isEqualTo(above);
        assertThat(indicator.formula().denominator().value()).isEqualTo(below);
        assertThat(indicator.unit()).isEqualTo(unit);
        assertThat(indicator.better()).isEqualTo(better);
    }

    @Test
    void parkingAndElectricityAreBoundAsPromised() {
        assertThat(ISO.required(new MeasureId("parking_spaces_realtime")).binding())
                .isEqualTo(new Binding.Register("parking_facility", Map.of(), java.util.Optional.of("weight"), true));
        assertThat(ISO.required(new MeasureId("electricity_consumption_total")).binding())
                .isEqualTo(new Binding.Sensors(
                        List.of("grid_supply_point", "local_generator"),
                        List.of("grid_export_point"),
                        Map.of(),
                        "energy",
                        java.util.Optional.empty()));
    }

    private static final String OWN = """
            themes:
              - {number: 100, title: Trees}
            measures:
              - {id: trees_watered, title: Trees watered by sensors, unit: "{tree}", aggregation: live_count, binding: {register: {class: tree, live: true}}}
              - {id: trees_total, title: Trees, unit: "{tree}", aggregation: last, binding: {register: {class: tree}}}
            indicators:
              - {number: "100.1", title: Watered trees, unit: "%", scale: 100, numerator: trees_watered, denominator: trees_total, better: higher, formula_in_words: "Watered ÷ all."}
            bindings:
              population: {sensors: {class: counter_of_people, quantity: people}}
            """;

    private static List<String> problems(String text) {
        return switch (Catalogues.extend(ISO, List.of(new CatalogueText("own.yaml", text)))) {
            case CatalogueLoad.Loaded loaded -> List.of();
            case CatalogueLoad.Faulty(List<Problem> problems) ->
                problems.stream().map(Problem::toString).toList();
        };
    }

    @Test
    void aCityAddsIndicatorsAndOverridesBindings() {
        CatalogueLoad load = Catalogues.extend(ISO, List.of(new CatalogueText("own.yaml", OWN)));
        assertThat(load).isInstanceOfSatisfying(CatalogueLoad.Loaded.class, loaded -> {
            assertThat(loaded.catalogue().indicators()).hasSize(81);
            assertThat(loaded.catalogue().required(new MeasureId("population")).binding())
                    .isInstanceOf(Binding.Sensors.class);
        });
    }

    @Test
    void everyMistakeIsNamedWithItsLineAllAtOnce() {
        String broken = OWN.replace("unit: \"%\"", "unit: d")
                .replace("better: higher", "beter: higher")
                .replace("aggregation: last", "aggregation: lst")
                .replace("  population:", "  popultion:");
        assertThat(problems(broken))
                .anySatisfy(text -> assertThat(text).startsWith("own.yaml:7:").contains("did you mean \"better\"?"))
                .anySatisfy(text -> assertThat(text).startsWith("own.yaml:5:").contains("\"lst\" is no aggregation"))
                .anySatisfy(
                        text -> assertThat(text).startsWith("own.yaml:9:").contains("did you mean \"population\"?"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scale: 100 | scale: 10 | needs scale 100",
                "unit: \"%\" | unit: km | does not give km",
                "number: \"100.1\" | number: \"100.2\" | has no indicator 100.1",
                "number: \"100.1\" | number: \"101.1\" | there is no theme 101",
                "numerator: trees_watered | numerator: trees_waterd | did you mean \"trees_watered\"?",
                "{tree}\", aggregation: last | nonsense\", aggregation: last | is no UCUM unit",
                "denominator: trees_total | denominator: trees_watered | no indicator uses the measure trees_total",
                "id: trees_total | id: population | is there already",
                "aggregation: live_count | aggregation: mean | cannot be counted over the register",
                "live: true | live: maybe | neither true nor false",
                "{number: 100, title: Trees} | [1, 2] | expected keys and values",
                "themes: | themes: } | no YAML"
            })
    void aMistakeIsFound(String right, String wrong, String message) {
        assertThat(problems(OWN)).isEmpty();
        assertThat(OWN).contains(right);
        assertThat(problems(OWN.replace(right, wrong)))
                .anySatisfy(text -> assertThat(text).contains(message));
    }
}
