package org.citygauge.aggregator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Guards promise 3 on the way on which many sensors are read at once: each says what it says when it is read alone, also where several
 * events are of one instant.
 */
class ReadTogetherTest {
    private static final Instant NOW = Instant.parse("2025-06-01T00:00:00Z");
    private static final int SENSORS = 70;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(SensorKind.class)
    void aSensorReadWithManySaysWhatItSaysAlone(SensorKind kind) {
        List<Sensor> sensors = IntStream.range(0, SENSORS)
                .mapToObj(i -> TestCity.sensor("s" + i, kind))
                .toList();
        var register = new Register(List.of(TestCity.asset("asset")), sensors, Set.of());
        var random = new Random(3);
        try (var city = new TestCity(folder)) {
            Instant time = Instant.parse("2024-12-31T20:00:00Z");
            for (int i = 0; i < 20; i++) {
                time = time.plusSeconds(random.nextInt(9_000));
                var lines = new ArrayList<String>();
                for (Sensor sensor : sensors) {
                    for (String id : List.of("", "a", "b").subList(0, 1 + random.nextInt(3))) {
                        lines.add(sensor.id() + "," + time + "," + random.nextInt(4) + "," + id);
                    }
                }
                city.take(NOW, lines.toArray(new String[0]));
            }
            city.engine().commit(true);
            YearFolds together = city.folds(register, 2025);
            together.warm(NOW);
            for (Sensor sensor : sensors) {
                assertThat(together.contribution(sensor, NOW))
                        .as("%s", sensor.id())
                        .isEqualTo(city.contribution(sensor, 2025, NOW));
            }
        }
    }
}
