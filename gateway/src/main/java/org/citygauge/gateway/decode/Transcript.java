package org.citygauge.gateway.decode;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.citygauge.aggregator.engine.Decoded;
import org.citygauge.aggregator.reading.Reading;

/** What a message yields, written out for people. */
public final class Transcript {
    private Transcript() {}

    /** One line for each outcome, or the one why there is none. */
    public static List<String> lines(Decoded decoded) {
        return switch (decoded) {
            case Decoded.Readings(var outcomes) when outcomes.isEmpty() -> List.of("no readings");
            case Decoded.Readings(var outcomes) ->
                outcomes.stream().map(Transcript::line).toList();
            case Decoded.Rejected(var reason, var detail) ->
                List.of("message rejected, " + reason.code() + ": " + detail);
        };
    }

    public static String line(Decoded.Outcome outcome) {
        return switch (outcome) {
            case Decoded.Good(var reading) -> line(reading);
            case Decoded.Bad(var reason, var detail) -> "reading rejected, " + reason.code() + ": " + detail;
        };
    }

    private static String line(Reading reading) {
        var line = new StringBuilder("reading of ").append(reading.series().sensor());
        part(line, ", ", reading.series().quantity());
        line.append(": ").append(reading.value());
        part(line, " ", reading.unit());
        line.append(" at ").append(Instant.EPOCH.plus(reading.timeMicros(), ChronoUnit.MICROS));
        part(line, "", reading.receiptTime() ? " (receipt time, none was sent)" : "");
        part(line, ", id ", reading.id());
        part(line, ", revision ", reading.revision() == 0 ? "" : String.valueOf(reading.revision()));
        return line.toString();
    }

    private static void part(StringBuilder line, String before, String text) {
        if (!text.isEmpty()) {
            line.append(before).append(text);
        }
    }
}
