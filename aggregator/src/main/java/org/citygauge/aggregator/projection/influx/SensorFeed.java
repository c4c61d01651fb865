package org.citygauge.aggregator.projection.influx;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.citygauge.aggregator.evaluation.HourSummary;
import org.citygauge.aggregator.projection.SensorHours;

/** The hours of the sensors: those that ended, and in turn with them those that changed afterwards. */
final class SensorFeed implements Feed {
    private final SensorHours hours;
    private final LineProtocol format;
    private final InstantSource clock;
    private final Set<String> toDelete = new TreeSet<>();
    private volatile Instant reached;
    private boolean correctionsFirst;

    SensorFeed(SensorHours hours, LineProtocol format, InstantSource clock) {
        this.hours = hours;
        this.format = format;
        this.clock = clock;
        this.reached = hours.reached();
    }

    /** How far it is behind; zero while less than the running hour is missing. Safe for use by many threads. */
    Duration behind() {
        return HourlyPoints.behind(reached, clock.instant());
    }

    @Override
    public Optional<Written> step(PointSink sink) {
        try {
            Optional<Written> deleted = delete(sink);
            if (deleted.isPresent()) {
                return deleted;
            }
            var lines = new Lines(sink);
            boolean any = correctionsFirst ? correct(lines) || goOn(lines) : goOn(lines) || correct(lines);
            correctionsFirst = !correctionsFirst;
            reached = hours.reached();
            return any ? Optional.of(lines.written()) : Optional.empty();
        } catch (NotWritten failed) {
            return Optional.of(failed.how());
        }
    }

    private Optional<Written> delete(PointSink sink) {
        toDelete.addAll(hours.takeChangedSensors());
        Instant now = clock.instant();
        if (!hours.startsOver() && toDelete.isEmpty()) {
            return Optional.empty();
        }
        Instant since = hours.yearStart();
        Written deleted = new Written.There(0);
        if (hours.startsOver()) {
            deleted = sink.erase(LineProtocol.SENSOR, format.city(), since, now);
        } else {
            for (String sensor : toDelete) {
                if (deleted instanceof Written.There) {
                    deleted = sink.eraseSensor(sensor, format.city(), since, now);
                }
            }
        }
        if (deleted instanceof Written.There) {
            toDelete.clear();
            hours.deleted();
        }
        return Optional.of(deleted);
    }

    private boolean goOn(Lines lines) {
        return hours.goOn(sink(hours, format, lines));
    }

    private boolean correct(Lines lines) {
        return hours.correct(sink(hours, format, lines));
    }

    static SensorHours.Sink sink(SensorHours hours, LineProtocol format, Lines lines) {
        return new SensorHours.Sink() {
            @Override
            public void accept(HourSummary summary) {
                lines.add(format.line(summary, hours.assetClass(summary.sensor())));
            }

            @Override
            public void flush() {
                lines.flush();
            }
        };
    }
}
