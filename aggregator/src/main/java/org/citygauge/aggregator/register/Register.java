package org.citygauge.aggregator.register;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The assets of a city and the sensors on them, as the files say right now. Immutable.
 *
 * <p>Checked by whoever reads it: ids are unique, every sensor's asset exists, validities of one sensor and quantity do not overlap.
 */
public final class Register {
    public static final Register EMPTY = new Register(List.of(), List.of(), Set.of());

    private final List<Asset> assets;
    private final List<Sensor> sensors;
    private final Set<String> columns;
    private final Index<Asset> assetsById;
    private final Map<String, List<Asset>> byClass;
    private final Index<Sensor> byId;
    private final Index<Sensor> byAsset;

    private final Map<Question, List<Sensor>> asked = new ConcurrentHashMap<>();

    private record Question(String assetClass, Map<String, String> where, String quantity) {}

    /** @param columns the columns of {@code assets.csv}, so that an absent one can be told from an empty one */
    public Register(Collection<Asset> assets, Collection<Sensor> sensors, Set<String> columns) {
        this.assets = List.copyOf(assets);
        this.sensors = List.copyOf(sensors);
        this.columns = Set.copyOf(columns);
        assetsById = new Index<>(assets, Asset::id);
        byClass =
                this.assets.stream().collect(Collectors.groupingBy(Asset::assetClass, Collectors.toUnmodifiableList()));
        byId = new Index<>(sensors, Sensor::id);
        byAsset = new Index<>(sensors, Sensor::asset);
    }

    public Collection<Asset> assets() {
        return assets;
    }

    public List<Sensor> sensors() {
        return sensors;
    }

    public Optional<Asset> asset(String id) {
        return assetsById.get(id).stream().findFirst();
    }

    public List<Asset> ofClass(String assetClass) {
        return byClass.getOrDefault(assetClass, List.of());
    }

    /** The rows that speak for the sensor {@code id}, over all quantities and validities. */
    public List<Sensor> rowsOf(String id) {
        return byId.get(id);
    }

    public List<Sensor> onAsset(String asset) {
        return byAsset.get(asset);
    }

    /** The rows of one quantity on the assets of a class that meet a condition, by asset. Found once, and then remembered. */
    public List<Sensor> on(String assetClass, Map<String, String> where, String quantity) {
        return asked.computeIfAbsent(new Question(assetClass, where, quantity), this::answer);
    }

    private List<Sensor> answer(Question question) {
        return ofClass(question.assetClass()).stream()
                .filter(asset -> asset.matches(question.where()))
                .flatMap(asset -> onAsset(asset.id()).stream())
                .filter(sensor -> sensor.quantity().equals(question.quantity()))
                .toList();
    }

    /** The columns of {@code assets.csv}, empty ones included. */
    public Set<String> columns() {
        return columns;
    }

    public boolean hasColumn(String column) {
        return columns.contains(column);
    }
}
