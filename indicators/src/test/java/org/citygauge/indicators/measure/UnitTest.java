package org.citygauge.indicators.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTest {
    @ParameterizedTest
    @CsvSource({
        "kW.h, GJ, 0.0036",
        "kWh, GJ, 0.0036",
        "MWh, kWh, 1000",
        "m2, km2, 0.000001",
        "[ft_i], m, 0.3048",
        "[mi_i], km, 1.609344",
        "d, h, 24",
        "t, kg, 1000",
        "{space}, {person}, 1",
        "%, 1, 0.01",
        "min, h, 0.01666666666666666666666666666666667",
        "Cel, Cel, 1",
        "°C, Cel, 1"
    })
    void factorsAreExact(String from, String to, BigDecimal factor) {
        assertThat(new Unit(from).factorTo(new Unit(to)).orElseThrow()).isEqualByComparingTo(factor);
    }

    @ParameterizedTest
    @CsvSource({"kg, m", "Cel, K", "{currency}, 1", "{space}, {currency}", "kW, kW.h"})
    void whatDoesNotCompareHasNoFactor(String from, String to) {
        assertThat(new Unit(from).factorTo(new Unit(to))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kW.h", "kWh", "m3", "{space}", "%", "°C", "ug/m3", "1", "m³/h"})
    void unitsAreRecognised(String code) {
        assertThat(Unit.parse(code)).contains(new Unit(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "bananas",
                "kWhh",
                "m^^3",
                "{",
                "k W",
                "Ym99999999/ym99999999",
                "m9999999",
                "10*999999",
                "m-99999"
            })
    void whatIsNoUnitIsNot(String code) {
        assertThat(Unit.parse(code)).isEmpty();
    }

    @Test
    void moneyIsItselfOnly() {
        assertThat(Unit.CURRENCY.factorTo(Unit.CURRENCY)).contains(BigDecimal.ONE);
    }
}
