package org.citygauge.aggregator.projection.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineProtocolTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.000001Z");

    private static String line(String city, Optional<String> numerator) {
        return new LineProtocol(city).line(LineProtocol.HOURLY, Sample.state("19.8", TIME, numerator));
    }

    @Test
    void everyNumberIsAFloat() {
        assertThat(line("dresden", Optional.of("2")))
                .isEqualTo("citygauge_indicator,city=dresden,indicator=19.8 "
                        + "value=0.5,numerator=2.0,denominator=4.0,completeness=0.5,status=1.0 1767225600000001");
    }

    @Test
    void whatIsMissingIsNoField() {
        assertThat(line("dresden", Optional.empty()))
                .contains(" denominator=4.0,completeness=0.5,status=0.0 ")
                .doesNotContain("value=");
    }

    @Test
    void aNumberBeyondDoublesIsNoField() {
        assertThat(line("dresden", Optional.of("1e400"))).contains(" denominator=4.0,completeness=0.5,status=1.0 ");
    }

    @Test
    void whatMeansSomethingInATagIsEscaped() {
        assertThat(line("a b,c=d", Optional.empty()))
                .startsWith("citygauge_indicator,city=a\\ b\\,c\\=d,indicator=19.8 ");
    }

    @Test
    void aCityThatCannotBeATagIsRefused() {
        for (String city : new String[] {"", "a\nb", "a\\"}) {
            assertThatThrownBy(() -> new LineProtocol(city)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
