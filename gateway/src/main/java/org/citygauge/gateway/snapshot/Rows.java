package org.citygauge.gateway.snapshot;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * A table of the package, the same as JSON and as CSV. Every cell is text, so that decimals keep all their digits; what is not there
 * is empty.
 *
 * @param columns in order
 * @param rows each with exactly these columns
 */
record Rows(List<String> columns, List<Map<String, String>> rows) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORMULA_STARTS = "=+-@\t\r";

    Rows {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    byte[] json() {
        try {
            return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(rows) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    byte[] csv() {
        var text = new StringWriter();
        try (var printer = new CSVPrinter(
                text, CSVFormat.RFC4180.builder().setRecordSeparator("\n").get())) {
            printer.printRecord(columns);
            for (Map<String, String> row : rows) {
                printer.printRecord(columns.stream()
                        .map(column -> harmless(row.getOrDefault(column, "")))
                        .toList());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A spreadsheet must not take text for a formula; numbers stay as they are. */
    private static String harmless(String cell) {
        boolean risky = !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0;
        return risky && !cell.matches("-?[0-9.]+") ? "'" + cell : cell;
    }

    static Rows ofJson(byte[] bytes) throws IOException {
        List<Map<String, String>> rows = JSON.readValue(bytes, new TypeReference<List<Map<String, String>>>() {});
        return new Rows(rows.isEmpty() ? List.of() : List.copyOf(rows.getFirst().keySet()), rows);
    }

    static Rows ofCsv(byte[] bytes) throws IOException {
        var text = new StringReader(new String(bytes, StandardCharsets.UTF_8));
        try (CSVParser parser = CSVFormat.RFC4180.builder().setHeader().get().parse(text)) {
            List<String> columns = parser.getHeaderNames();
            var rows = new ArrayList<Map<String, String>>();
            for (CSVRecord record : parser) {
                var row = new LinkedHashMap<String, String>();
                columns.forEach(column -> row.put(column, bare(record.get(column))));
                rows.add(row);
            }
            return new Rows(columns, rows);
        } catch (IllegalArgumentException | UncheckedIOException malformed) {
            throw new IOException(malformed.getMessage(), malformed);
        }
    }

    private static String bare(String cell) {
        return cell.length() > 1 && cell.charAt(0) == '\'' && FORMULA_STARTS.indexOf(cell.charAt(1)) >= 0
                ? cell.substring(1)
                : cell;
    }
}
