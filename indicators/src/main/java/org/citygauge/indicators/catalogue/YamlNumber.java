package org.citygauge.indicators.catalogue;

import java.math.BigDecimal;

/** Numbers in catalogue files. */
final class YamlNumber {
    private YamlNumber() {}

    static BigDecimal of(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException("\"" + text + "\" is no number", notOne);
        }
    }
}
