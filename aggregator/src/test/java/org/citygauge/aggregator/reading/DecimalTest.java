package org.citygauge.aggregator.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
    @ParameterizedTest
    @CsvSource({
        "21.75, 2175, 2",
        "-0.5, -5, 1",
        "100, 1, -2",
        "0.000, 0, 0",
        "1e3, 1, -3",
        "2.50E-2, 25, 3",
        "007, 7, 0",
        "999999999999999999, 999999999999999999, 0",
        "1000000000000000000000, 1, -21",
        "+3, 3, 0"
    })
    void aNumberIsKeptAsSentWithoutTrailingZeros(String text, long unscaled, int scale) {
        assertThat(Decimal.parse(text)).contains(new Decimal(unscaled, scale));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "abc",
                "1.2.3",
                "1,5",
                "NaN",
                "Infinity",
                "1e",
                "1e99999999",
                "1e40",
                "1e-99",
                "1234567890123456789",
                "0x10",
                "1 "
            })
    void whatIsNoNumberOrTooLongIsRefused(String text) {
        assertThat(Decimal.parse(text)).isEmpty();
    }

    @Test
    void parsingAgreesWithBigDecimal() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            BigDecimal number =
                    BigDecimal.valueOf(random.nextLong() % 1_000_000_000_000_000_000L, random.nextInt(30) - 6);
            String text = random.nextBoolean() ? number.toString() : number.toPlainString();
            assertThat(Decimal.parse(text).orElseThrow().toBigDecimal())
                    .as(text)
                    .isEqualByComparingTo(number);
        }
    }
}
