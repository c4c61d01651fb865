package org.citygauge.gateway.registry;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;

/**
 * Writes a register as the two files that {@link RegisterReader} reads back equal. The same register gives the same text anywhere.
 *
 * @param zone of the city, in which its days begin
 */
public record RegisterWriter(ZoneId zone) {
    /** Writes {@code assets.csv}: nothing at all where the city has no such file. */
    public void assets(Register register, Appendable out) throws IOException {
        if (register.columns().isEmpty() && register.assets().isEmpty()) {
            return;
        }
        Set<String> columns = new LinkedHashSet<>(AssetRows.COLUMNS.required());
        columns.addAll(new TreeSet<>(register.columns()));
        columns.remove("");
        line(columns, Map.of(), out);
        for (Asset asset : register.assets()) {
            Map<String, String> row = new HashMap<>(asset.columns());
            row.put("id", asset.id());
            row.put("class", asset.assetClass());
            row.put("name", asset.name());
            row.put("in_service_from", day(asset.inService().from()));
            row.put("in_service_to", day(asset.inService().to()));
            line(columns, row, out);
        }
    }

    /** Writes {@code sensors.csv}. */
    public void sensors(Register register, Appendable out) throws IOException {
        Set<String> columns = new LinkedHashSet<>(SensorRows.COLUMNS.required());
        columns.addAll(SensorRows.COLUMNS.optional());
        line(columns, Map.of(), out);
        for (Sensor sensor : register.sensors()) {
            line(columns, row(sensor), out);
        }
    }

    private Map<String, String> row(Sensor sensor) {
        var row = new HashMap<String, String>();
        row.put("id", sensor.id());
        row.put("asset", sensor.asset());
        row.put("quantity", sensor.quantity());
        row.put("unit", sensor.unit().code());
        row.put("kind", sensor.kind().name().toLowerCase(Locale.ROOT));
        row.put("expected_interval", sensor.expectedInterval().toString());
        row.put("valid_from", day(sensor.validity().from()));
        row.put("valid_to", day(sensor.validity().to()));
        row.put("min", decimal(sensor.limits().min()));
        row.put("max", decimal(sensor.limits().max()));
        row.put("max_rate", decimal(sensor.limits().maxRate()));
        row.put("opening", decimal(sensor.opening()));
        row.put("rollover", decimal(sensor.rollover()));
        row.put("hold", sensor.hold().map(Object::toString).orElse(""));
        return row;
    }

    /** The day that begins at {@code midnight}; nothing where the span is open. */
    private String day(Instant midnight) {
        return midnight.equals(Instant.MIN) || midnight.equals(Instant.MAX)
                ? ""
                : midnight.atZone(zone).toLocalDate().toString();
    }

    private static String decimal(Optional<BigDecimal> number) {
        return number.map(RegisterWriter::decimal).orElse("");
    }

    /** The number, to the same number of decimals, within what a file may hold: 40 digits before and after the point, two of exponent. */
    private static String decimal(BigDecimal number) {
        String digits = number.unscaledValue().abs().toString();
        int behind = Math.clamp(number.scale(), digits.length() > 40 ? digits.length() - 40 : 0, 40);
        int exponent = behind - number.scale();
        String padded = "0".repeat(Math.max(0, behind + 1 - digits.length())) + digits;
        int point = padded.length() - behind;
        return (number.signum() < 0 ? "-" : "")
                + padded.substring(0, point)
                + (behind > 0 ? "." + padded.substring(point) : "")
                + (exponent == 0 ? "" : "E" + exponent);
    }

    /** The row's values in the order of the columns; the columns themselves where the row is empty. */
    private static void line(Set<String> columns, Map<String, String> row, Appendable out) throws IOException {
        boolean first = true;
        for (String column : columns) {
            if (!first) {
                out.append(',');
            }
            first = false;
            out.append(cell(row.isEmpty() ? column : row.getOrDefault(column, "")));
        }
        out.append('\n');
    }

    /** As it stands, in double quotes where it must be; a line that begins with # would be a comment. */
    private static String cell(String text) {
        boolean plain =
                !text.startsWith("#") && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
