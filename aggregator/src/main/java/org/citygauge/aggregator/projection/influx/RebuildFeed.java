package org.citygauge.aggregator.projection.influx;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.projection.HourlyStates;
import org.citygauge.aggregator.projection.Rebuild;
import org.citygauge.aggregator.projection.Rebuilding;
import org.citygauge.aggregator.projection.SensorHours;

/** Writes again what somebody asked for, a stretch at a time: first deletes what is there, and then writes what is known now. */
final class RebuildFeed implements Feed {
    private static final Duration STEP = Duration.ofHours(12);

    private final Rebuilding rebuilding;
    private final HourlyStates states;
    private final SensorHours sensors;
    private final LineProtocol format;

    RebuildFeed(Rebuilding rebuilding, HourlyStates states, SensorHours sensors, LineProtocol format) {
        this.rebuilding = rebuilding;
        this.states = states;
        this.sensors = sensors;
        this.format = format;
    }

    @Override
    public Optional<Written> step(PointSink sink) {
        try {
            Optional<Instant> hour = rebuilding.hour();
            if (hour.isPresent()) {
                var lines = new Lines(sink);
                sensors.again(hour.get().minusSeconds(1), hour.get(), SensorFeed.sink(sensors, format, lines));
                rebuilding.hourDone(hour.get());
                return Optional.of(lines.written());
            }
            return rebuilding.last().filter(running -> !running.isDone()).map(running -> step(running, sink));
        } catch (NotWritten failed) {
            return Optional.of(failed.how());
        }
    }

    private Written step(Rebuild running, PointSink sink) {
        Instant from = running.reached();
        Instant limit = from.plus(STEP);
        Instant to = limit.isBefore(running.to()) ? limit : running.to();
        var lines = new Lines(sink);
        write(from, to, lines, sink);
        rebuilding.reached(to, lines.count());
        if (!to.isBefore(running.to())) {
            states.done();
        }
        return lines.written();
    }

    private void write(Instant from, Instant to, Lines lines, PointSink sink) {
        Instant first = from.plusNanos(1_000);
        for (String measurement : List.of(LineProtocol.HOURLY, LineProtocol.MEASURE, LineProtocol.SENSOR)) {
            Written erased = sink.erase(measurement, format.city(), first, to);
            if (!(erased instanceof Written.There)) {
                throw new NotWritten(erased);
            }
        }
        List<YearState> hours = new ArrayList<>();
        states.forEach(from, to, hours::add);
        for (YearState hour : hours) {
            hour.indicators().forEach(state -> lines.add(format.line(LineProtocol.HOURLY, state)));
            hour.measures().values().forEach(state -> lines.add(format.line(state, hour.asOf())));
        }
        sensors.again(from, to, SensorFeed.sink(sensors, format, lines));
    }
}
