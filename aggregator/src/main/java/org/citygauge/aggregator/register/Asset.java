package org.citygauge.aggregator.register;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * A thing the city owns or watches: a street light, a car park, a water main.
 *
 * @param id its name in the register
 * @param assetClass the class it belongs to, such as {@code parking_facility}
 * @param name for people; may be empty
 * @param columns every column of its row that is not empty, {@code weight}, {@code latitude} and further attributes included
 * @param inService from when until when it counts
 */
public record Asset(String id, String assetClass, String name, Map<String, String> columns, Span inService) {
    public Asset {
        columns = new Columns(columns);
    }

    /** The number in {@code column}; empty when there is none. The register was checked: what is there is a number. */
    public Optional<BigDecimal> number(String column) {
        return Optional.ofNullable(columns.get(column)).map(BigDecimal::new);
    }

    public Optional<BigDecimal> weight() {
        return number("weight");
    }

    /** Whether every column of {@code where} has the value asked for. */
    public boolean matches(Map<String, String> where) {
        return where.entrySet().stream().allMatch(wanted -> wanted.getValue().equals(columns.get(wanted.getKey())));
    }
}
