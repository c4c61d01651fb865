package org.citygauge.gateway.http;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.aggregator.evaluation.SensorShare;
import org.citygauge.aggregator.live.City;
import org.citygauge.aggregator.live.Page;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.measure.Measure;

/** The sensors behind an indicator, with what each brings into it: part by part as JSON, or whole as CSV. */
final class SensorShares {
    private static final int A_STEP = 500;

    private final City city;
    private final CsvDownload csv = new CsvDownload();

    SensorShares(City city) {
        this.city = city;
    }

    void list(RoutingContext context, Query query, Future<IndicatorState> indicator) {
        if (CsvDownload.isWanted(context, query)) {
            csv.send(
                    context,
                    indicator,
                    ShareRow.HEADER,
                    query.next(),
                    next -> indicator.compose(state -> part(state, A_STEP, next)),
                    ShareRow::line);
        } else {
            Reply.page(context, indicator.compose(state -> part(state, query.limit(), query.next())), ShareRow::json);
        }
    }

    /** A row of the register behind one of the two measures. */
    private record Place(String role, Measure measure, Sensor sensor) {
        /** Unique, and in the order of the list. */
        String key() {
            return String.join(
                    "|",
                    sensor.id(),
                    sensor.quantity(),
                    sensor.validity().from().toString(),
                    role);
        }
    }

    private Future<Page<ShareRow>> part(IndicatorState state, int limit, Optional<String> next) {
        NavigableMap<String, Place> all = new TreeMap<>();
        collect(all, "numerator", state.numerator());
        collect(all, "denominator", state.denominator());
        List<Place> rest =
                List.copyOf(next.map(key -> all.tailMap(key, false)).orElse(all).values());
        List<Place> part = rest.subList(0, Math.min(limit, rest.size()));
        Optional<String> following =
                part.size() < rest.size() ? Optional.of(part.getLast().key()) : Optional.empty();
        return given(part, state.year()).map(given -> new Page<>(given, following));
    }

    private static void collect(NavigableMap<String, Place> places, String role, MeasureState measure) {
        for (Sensor sensor : measure.bound()) {
            var place = new Place(role, measure.measure(), sensor);
            places.put(place.key(), place);
        }
    }

    /** In the order of {@code part}; each measure is asked for all of its own at once. */
    private Future<List<ShareRow>> given(List<Place> part, int year) {
        var byMeasure = part.stream().collect(Collectors.groupingBy(Place::measure));
        List<Future<NavigableMap<String, ShareRow>>> asked = new ArrayList<>();
        Span span = new Span(city.yearStart(year), city.yearStart(year + 1));
        byMeasure.forEach((measure, places) -> asked.add(
                city.shares(measure, places.stream().map(Place::sensor).toList(), year)
                        .map(shares -> zipped(places, shares, span))));
        return Future.all(asked).map(done -> {
            NavigableMap<String, ShareRow> found = new TreeMap<>();
            asked.forEach(one -> found.putAll(one.result()));
            return List.copyOf(found.values());
        });
    }

    private static NavigableMap<String, ShareRow> zipped(List<Place> places, List<SensorShare> shares, Span year) {
        NavigableMap<String, ShareRow> found = new TreeMap<>();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            found.put(place.key(), new ShareRow(place.role(), place.measure(), shares.get(i), year));
        }
        return found;
    }
}
