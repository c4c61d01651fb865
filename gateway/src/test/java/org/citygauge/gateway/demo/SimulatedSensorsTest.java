package org.citygauge.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.citygauge.gateway.config.Checked;
import org.citygauge.gateway.registry.RegisterReader;
import org.citygauge.indicators.catalogue.Catalogues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedSensorsTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Instant YEAR = Instant.parse("2025-12-31T23:00:00Z");

    @TempDir
    Path folder;

    private Register register = Register.EMPTY;
    private List<SimulatedSensors.Publication> said = List.of();

    @BeforeEach
    void listen() {
        Path file = DemoCity.write(folder, 2026);
        Checked<Register> read = new RegisterReader(ZoneId.of("Europe/Berlin"), Catalogues.iso37122())
                .read(file.resolveSibling("registry"));
        assertThat(read.problemsFound()).isEmpty();
        if (read instanceof Checked.Valid<Register>(var sound)) {
            register = sound;
        }
        said = new SimulatedSensors(register, "beispielstadt", 1).backfill(YEAR, NOW);
    }

    private static String sensor(SimulatedSensors.Publication publication) {
        return publication.topic().substring(publication.topic().lastIndexOf('/') + 1);
    }

    @Test
    void everySensorSpeaksButTheSilentBay() {
        Set<String> registered = register.sensors().stream().map(Sensor::id).collect(Collectors.toSet());
        registered.remove(DemoCity.SILENT_BAY);
        assertThat(said.stream().map(SimulatedSensorsTest::sensor).collect(Collectors.toSet()))
                .isEqualTo(registered);
    }

    @Test
    void thePastIsToldInOrderAndLiesInThePastOfTheYear() {
        assertThat(said).isSortedAccordingTo(java.util.Comparator.comparing(SimulatedSensors.Publication::time));
        assertThat(said)
                .allSatisfy(publication -> assertThat(publication.time()).isBetween(YEAR, NOW.minusMillis(1)));
    }

    @Test
    void countersWithoutARolloverNeverFall() {
        Set<String> counters = register.sensors().stream()
                .filter(sensor ->
                        sensor.kind() == SensorKind.COUNTER && sensor.rollover().isEmpty())
                .map(Sensor::id)
                .collect(Collectors.toSet());
        Map<String, Double> last = new HashMap<>();
        said.stream()
                .filter(publication -> counters.contains(sensor(publication)))
                .forEach(publication -> {
                    double value = new JsonObject(publication.payload()).getDouble("value");
                    assertThat(value).isGreaterThanOrEqualTo(last.getOrDefault(sensor(publication), 0.0));
                    last.put(sensor(publication), value);
                });
        assertThat(last).hasSameSizeAs(counters);
    }

    @Test
    void whatIsDueIsSaidOnceHoweverTheTimeIsCut() {
        var sensors = new SimulatedSensors(register, "beispielstadt", 1);
        List<SimulatedSensors.Publication> whole = sensors.due(NOW, NOW.plus(Duration.ofMinutes(2)));
        var first = sensors.due(NOW, NOW.plusSeconds(47));
        var second = sensors.due(NOW.plusSeconds(47), NOW.plus(Duration.ofMinutes(2)));
        assertThat(first.size() + second.size()).isEqualTo(whole.size());
        assertThat(whole).containsAll(first).containsAll(second);
    }

    @Test
    void aYearOfHistoryIsToldDayByDayUpToItsEnd() {
        Instant from = Instant.parse("2024-12-31T23:00:00Z");
        Instant to = Instant.parse("2025-01-02T23:00:00Z");
        var history = new java.util.ArrayList<SimulatedSensors.Publication>();
        new SimulatedSensors(register, "beispielstadt", 1).history(from, to).forEachRemaining(history::add);

        assertThat(history.stream().map(SimulatedSensorsTest::sensor).collect(Collectors.toSet()))
                .isEqualTo(said.stream().map(SimulatedSensorsTest::sensor).collect(Collectors.toSet()));
        List<String> ofOne = history.stream()
                .filter(day -> sensor(day).equals(sensor(history.getFirst())))
                .map(SimulatedSensors.Publication::payload)
                .toList();
        assertThat(ofOne).hasSize(2);
        assertThat(ofOne.getFirst())
                .contains("\"time\":" + to.minusSeconds(86_401).toEpochMilli() + ",");
        assertThat(ofOne.getLast()).contains("\"time\":" + to.minusSeconds(1).toEpochMilli() + ",");
    }
}
