package org.citygauge.aggregator.projection.influx;

import java.util.Optional;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.hour.HourCursor;
import org.citygauge.aggregator.projection.ArrivedReadings;

/** The readings themselves, as they were sent. */
final class RawFeed implements Feed {
    private final ArrivedReadings readings;
    private final LineProtocol format;

    RawFeed(ArrivedReadings readings, LineProtocol format) {
        this.readings = readings;
        this.format = format;
    }

    @Override
    public Optional<Written> step(PointSink sink) {
        var lines = new Lines(sink);
        try {
            return readings.step(new Copying(lines)) ? Optional.of(lines.written()) : Optional.empty();
        } catch (NotWritten failed) {
            return Optional.of(failed.how());
        }
    }

    private final class Copying implements ArrivedReadings.Sink {
        private final Lines lines;

        Copying(Lines lines) {
            this.lines = lines;
        }

        @Override
        public void accept(Series series, HourCursor reading, int number) {
            lines.add(format.line(series.key(), reading, number));
        }

        @Override
        public void flush() {
            lines.flush();
        }
    }
}
