package org.citygauge.aggregator.projection.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketTest {
    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8086, true",
        "http://localhost:8086, true",
        "http://[::1]:8086, true",
        "https://influx.example:8086, false",
        "http://10.0.0.7:8086, false",
    })
    void onlyWhatIsElsewhereIsSentPacked(String url, boolean local) {
        assertThat(new Bucket(url, "city", "numbers", "secret", Optional.empty()).isLocal())
                .isEqualTo(local);
    }
}
