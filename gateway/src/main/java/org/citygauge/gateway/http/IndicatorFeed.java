package org.citygauge.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.live.City;
import org.citygauge.indicators.catalogue.IndicatorNumber;

/**
 * The current year's indicators as events: each gets at most one a second, and its last state always comes out. Events are
 * numbered in the order in which they happen; a reader who saw event n has seen the latest of every indicator up to n.
 *
 * <p>Belongs to the context it was made on; only {@link #hear} may be called from elsewhere.
 */
final class IndicatorFeed {
    private static final long PACE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long HEARTBEAT_MILLIS = 15_000;

    private final Vertx vertx;
    private final Context context;
    private final String run;
    private final Runnable unsubscribe;
    private final long heartbeat;
    private final Map<IndicatorNumber, IndicatorState> heard = new ConcurrentHashMap<>();
    private final AtomicBoolean taking = new AtomicBoolean();
    private final Map<IndicatorNumber, Event> latest = new HashMap<>();
    private final Map<IndicatorNumber, IndicatorState> held = new HashMap<>();
    private final Set<IndicatorReader> readers = new LinkedHashSet<>();
    private long sequence;

    /** @param run tells the event numbers of this run from those of others */
    IndicatorFeed(Vertx vertx, City city, String run) {
        this.vertx = vertx;
        this.run = run;
        context = vertx.getOrCreateContext();
        unsubscribe = city.onChange(this::hear);
        city.now().indicators().forEach(this::publish);
        heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, id -> readers.forEach(IndicatorReader::heartbeat));
    }

    /** Takes changes from any thread; several of one indicator that come before their turn become one. */
    void hear(List<IndicatorState> changes) {
        changes.forEach(state -> heard.put(state.indicator().number(), state));
        if (taking.compareAndSet(false, true)) {
            context.runOnContext(turn -> take());
        }
    }

    private void take() {
        taking.set(false);
        for (IndicatorNumber number : Set.copyOf(heard.keySet())) {
            IndicatorState state = heard.remove(number);
            if (state != null) {
                changed(number, state);
            }
        }
    }

    private void changed(IndicatorNumber number, IndicatorState state) {
        if (held.replace(number, state) != null) {
            return; // its timer is running already
        }
        Event last = latest.get(number);
        long wait = last == null ? 0 : last.atNanos() + PACE_NANOS - System.nanoTime();
        if (wait <= 0) {
            publish(state);
        } else {
            held.put(number, state);
            vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(wait) + 1, id -> release(number));
        }
    }

    private void release(IndicatorNumber number) {
        IndicatorState state = held.remove(number);
        if (state != null) {
            publish(state);
        }
    }

    private void publish(IndicatorState state) {
        IndicatorNumber number = state.indicator().number();
        Event last = latest.get(number);
        if (last != null && last.state().saysTheSameAs(state)) {
            return;
        }
        Event event = new Event(++sequence, state, System.nanoTime(), encode(sequence, state));
        latest.put(number, event);
        readers.forEach(reader -> reader.offer(event));
    }

    private Buffer encode(long number, IndicatorState state) {
        return Buffer.buffer("id: " + run + "-" + number + "\nevent: indicator\ndata: "
                + IndicatorJson.item(state).encode() + "\n\n");
    }

    int readers() {
        return readers.size();
    }

    /**
     * Sends what changed since {@code lastEventId}, or everything when it is none of ours, and from then on what changes, until the
     * response is closed.
     */
    void join(HttpServerResponse response, Optional<String> lastEventId) {
        long seen = lastEventId.map(this::sequenceOf).orElse(0L);
        var reader = new IndicatorReader(response);
        readers.add(reader);
        response.closeHandler(closed -> readers.remove(reader));
        response.exceptionHandler(broken -> readers.remove(reader));
        latest.values().stream()
                .filter(event -> event.sequence() > seen)
                .sorted(Comparator.comparingLong(Event::sequence))
                .forEach(reader::offer);
    }

    private long sequenceOf(String eventId) {
        String prefix = run + "-";
        try {
            long number = eventId.startsWith(prefix) ? Long.parseLong(eventId.substring(prefix.length())) : 0;
            return number <= sequence ? number : 0;
        } catch (NumberFormatException foreign) {
            return 0;
        }
    }

    /** Ends all streams. */
    void close() {
        unsubscribe.run();
        vertx.cancelTimer(heartbeat);
        Set.copyOf(readers).forEach(IndicatorReader::end);
        readers.clear();
    }

    /**
     * A state of an indicator on its way to the readers.
     *
     * @param atNanos when it was published
     * @param text the event as it is sent
     */
    record Event(long sequence, IndicatorState state, long atNanos, Buffer text) {
        IndicatorNumber indicator() {
            return state.indicator().number();
        }
    }
}
