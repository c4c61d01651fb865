package org.citygauge.gateway.fault;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.live.City.SensorYear;
import org.citygauge.aggregator.live.LiveCity;
import org.citygauge.aggregator.live.Page;
import org.citygauge.aggregator.live.RawReading;
import org.citygauge.aggregator.register.Span;
import org.citygauge.gateway.run.Gateway;

/** A gateway in this process, with a clock of ours: what it holds can be looked at. */
final class Opened implements AutoCloseable {
    private static final int A_PAGE = 5_000;
    private static final int A_POST = 5_000;
    private static final Span EVER =
            new Span(Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2200-01-01T00:00:00Z"));

    private final Town town;
    private final Gateway gateway;
    private final Set<String> fed = new HashSet<>();

    Opened(Town town, Path data, InstantSource clock) {
        this.town = town;
        this.gateway = Gateway.start(town.parts(data), clock);
    }

    LiveCity city() {
        return gateway.city();
    }

    URI http() {
        return URI.create(gateway.httpUrl());
    }

    URI mqtt() {
        return URI.create(gateway.mqttUrl().orElseThrow());
    }

    /** Posts what it was not given before, ordered by time: the undisturbed run. */
    void feed(Collection<Sent> readings) throws InterruptedException {
        List<Sent> fresh = readings.stream()
                .filter(sent -> fed.add(sent.identity()))
                .sorted(java.util.Comparator.comparingLong(Sent::timeMicros))
                .toList();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int from = 0; from < fresh.size(); from += A_POST) {
                List<Sent> part = fresh.subList(from, Math.min(fresh.size(), from + A_POST));
                if (!Poster.post(client, http(), part, true, Duration.ofSeconds(60))) {
                    throw new IllegalStateException("the undisturbed run was disturbed");
                }
            }
        }
    }

    /** The identities of all readings it holds, and how often each is there. */
    Map<String, Integer> stored() {
        var found = new HashMap<String, Integer>();
        for (String sensor : town.sensors()) {
            for (RawReading reading : readings(sensor)) {
                found.merge(sensor + "@" + ChronoUnit.MICROS.between(Instant.EPOCH, reading.time()), 1, Integer::sum);
            }
        }
        return found;
    }

    List<RawReading> readings(String sensor) {
        var all = new ArrayList<RawReading>();
        Optional<String> next = Optional.empty();
        do {
            Page<RawReading> page = Answer.of(city().readings(sensor, Optional.empty(), EVER, A_PAGE, next));
            all.addAll(page.items());
            next = page.next();
        } while (next.isPresent());
        return all;
    }

    /** What every registered sensor gave in the year. */
    List<SensorYear> summaries(int year) {
        return town.sensors().stream()
                .flatMap(sensor -> Answer.of(city().summary(sensor, Optional.of(year))).stream())
                .toList();
    }

    /** All indicators and measures, made anew from the readings. */
    YearState year(Instant at) {
        return Answer.of(city().year(Optional.empty(), Optional.of(at)));
    }

    @Override
    public void close() {
        gateway.close();
    }
}
