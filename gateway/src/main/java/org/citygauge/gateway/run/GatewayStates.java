package org.citygauge.gateway.run;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.citygauge.aggregator.engine.Books;
import org.citygauge.aggregator.live.LiveCity;
import org.citygauge.aggregator.live.SensorCensus;
import org.citygauge.aggregator.projection.GatewayState;

/** How a running city fares, for those who keep a record of it. */
final class GatewayStates {
    private GatewayStates() {}

    /** As of now. Blocks for as long as looking at every sensor takes. */
    static GatewayState of(LiveCity city, InstantSource clock) {
        Books books = city.books();
        SensorCensus sensors = city.census();
        Duration lag = Duration.between(city.now().asOf(), clock.instant());
        return new GatewayState(
                books.messages().received(),
                sum(books.messages().rejected()),
                books.readings().stored(),
                books.readings().duplicate(),
                sum(books.readings().rejected()),
                books.messages().pending(),
                city.journal().bytes(),
                lag.isNegative() ? Duration.ZERO : lag,
                sensors.live(),
                sensors.silent(),
                sensors.never(),
                city.deadLetterCount().kept());
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
