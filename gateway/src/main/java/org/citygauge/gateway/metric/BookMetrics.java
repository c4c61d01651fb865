package org.citygauge.gateway.metric;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.citygauge.aggregator.engine.Books;
import org.citygauge.aggregator.live.City;
import org.citygauge.aggregator.reading.RejectedMessage;
import org.citygauge.aggregator.reading.RejectedReading;

/** The books as counters; sources and reasons get theirs as soon as the books know them. */
final class BookMetrics {
    private final MeterRegistry registry;
    private final City city;
    private final Set<String> sources = ConcurrentHashMap.newKeySet();

    BookMetrics(MeterRegistry registry, City city) {
        this.registry = registry;
        this.city = city;
        Gauge.builder("citygauge.journal.pending.messages", city, live -> live.books()
                        .messages()
                        .pending())
                .description("Messages in the journal that are not taken in yet")
                .register(registry);
        counter("citygauge.readings.stored", "Distinct readings stored", b -> b.readings()
                .stored());
        counter("citygauge.readings.duplicate", "Readings that were there already", b -> b.readings()
                .duplicate());
        for (RejectedMessage reason : RejectedMessage.values()) {
            rejected("citygauge.messages.rejected", "Messages that could not be used", reason.code(), b -> b.messages()
                    .rejected());
        }
        for (RejectedReading reason : RejectedReading.values()) {
            rejected("citygauge.readings.rejected", "Readings that could not be used", reason.code(), b -> b.readings()
                    .rejected());
        }
    }

    /** Takes up sources that came since the last time. */
    void refresh() {
        for (String source : city.books().bySource().keySet()) {
            if (sources.add(source)) {
                FunctionCounter.builder("citygauge.messages.received", city, live -> received(live.books(), source))
                        .description("Messages journalled")
                        .tag("source", source)
                        .register(registry);
            }
        }
    }

    private static double received(Books books, String source) {
        Books.SourceBooks own = books.bySource().get(source);
        return own == null ? 0 : own.messages().received();
    }

    private void counter(String name, String description, ToDoubleFunction<Books> count) {
        FunctionCounter.builder(name, city, live -> count.applyAsDouble(live.books()))
                .description(description)
                .register(registry);
    }

    private void rejected(String name, String description, String reason, Function<Books, Map<String, Long>> rejected) {
        FunctionCounter.builder(
                        name, city, live -> rejected.apply(live.books()).getOrDefault(reason, 0L))
                .description(description)
                .tag("reason", reason)
                .register(registry);
    }
}
