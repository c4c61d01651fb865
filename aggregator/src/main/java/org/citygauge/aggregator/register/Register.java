package org.citygauge.aggregator.register;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The assets of a city and the sensors on them, as the files say right now. Immutable.
 *
 * <p>Checked by whoever reads it: ids are unique, every sensor's asset exists, validities of one sensor and quantity do not overlap.
 */
public final class Register {
    public static final Register EMPTY = new Register(List.of(), List.of(), Set.of());

    private final Map<String, Asset> assets = new LinkedHashMap<>();
    private final Map<String, List<Asset>> byClass;
    private final Map<String, List<Sensor>> byId;
    private final Map<String, List<Sensor>> byAsset;
    private final List<Sensor> sensors;
    private final Set<String> columns;

    /** @param columns the columns of {@code assets.csv}, so that an absent one can be told from an empty one */
    public Register(Collection<Asset> assets, Collection<Sensor> sensors, Set<String> columns) {
        assets.forEach(asset -> this.assets.put(asset.id(), asset));
        this.sensors = List.copyOf(sensors);
        this.columns = Set.copyOf(columns);
        byClass = freeze(assets.stream().collect(Collectors.groupingBy(Asset::assetClass)));
        byId = freeze(sensors.stream().collect(Collectors.groupingBy(Sensor::id)));
        byAsset = freeze(sensors.stream().collect(Collectors.groupingBy(Sensor::asset)));
    }

    private static <V> Map<String, List<V>> freeze(Map<String, List<V>> groups) {
        var frozen = new HashMap<String, List<V>>();
        groups.forEach((key, group) -> frozen.put(key, List.copyOf(group)));
        return Map.copyOf(frozen);
    }

    public Collection<Asset> assets() {
        return java.util.Collections.unmodifiableCollection(assets.values());
    }

    public List<Sensor> sensors() {
        return sensors;
    }

    public Optional<Asset> asset(String id) {
        return Optional.ofNullable(assets.get(id));
    }

    public List<Asset> ofClass(String assetClass) {
        return byClass.getOrDefault(assetClass, List.of());
    }

    /** The rows that speak for the sensor {@code id}, over all quantities and validities. */
    public List<Sensor> rowsOf(String id) {
        return byId.getOrDefault(id, List.of());
    }

    public List<Sensor> onAsset(String asset) {
        return byAsset.getOrDefault(asset, List.of());
    }

    public boolean hasColumn(String column) {
        return columns.contains(column);
    }
}
