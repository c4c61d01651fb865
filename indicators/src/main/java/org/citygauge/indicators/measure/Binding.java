package org.citygauge.indicators.measure;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the values of a measure come from. */
public sealed interface Binding {
    /** Typed or uploaded, year by year. */
    record Entered() implements Binding {}

    /**
     * The sensors of some asset classes.
     *
     * @param plus classes whose sensors add to the measure, at least one
     * @param minus classes whose sensors are taken off it
     * @param where attribute columns of the asset and the value each must have
     * @param quantity the quantity that counts, as in {@code sensors.csv}
     * @param inState with state sensors: the state whose time (or whose entries, for counted things) counts
     */
    record Sensors(
            List<String> plus,
            List<String> minus,
            Map<String, String> where,
            String quantity,
            Optional<BigDecimal> inState)
            implements Binding {
        public Sensors {
            plus = List.copyOf(plus);
            minus = List.copyOf(minus);
            where = Map.copyOf(where);
            if (plus.isEmpty()) {
                throw new IllegalArgumentException("a sensor binding needs a class: class: NAME or plus: [NAME, …]");
            }
            if (quantity.isBlank()) {
                throw new IllegalArgumentException("a sensor binding needs a quantity");
            }
        }
    }

    /**
     * The register of assets.
     *
     * @param assetClass the class of the assets that count
     * @param where attribute columns of the asset and the value each must have
     * @param weigh the column that weighs each asset; without one, each counts 1
     * @param live whether only assets count that proved live
     */
    record Register(String assetClass, Map<String, String> where, Optional<String> weigh, boolean live)
            implements Binding {
        public Register {
            where = Map.copyOf(where);
            if (assetClass.isBlank()) {
                throw new IllegalArgumentException("a register binding needs a class");
            }
        }
    }
}
