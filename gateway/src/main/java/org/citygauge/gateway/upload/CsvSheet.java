package org.citygauge.gateway.upload;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads comma-separated values: UTF-8, or UTF-16 with a byte order mark; separated by commas, semicolons or tabs, whichever separates
 * the names of the columns. Lines that begin with {@code #} are skipped.
 */
final class CsvSheet {
    private static final char MARK = '\uFEFF';
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');

    private CsvSheet() {}

    static Sheet read(byte[] bytes) {
        if (startsWith(bytes, 'P', 'K', 3, 4)) {
            return Sheet.unreadable(Finding.ofAll("this is an XLSX or another zip, not CSV; send it as XLSX"));
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return decoded(bytes, StandardCharsets.UTF_16LE);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return decoded(bytes, StandardCharsets.UTF_16BE);
        }
        return decoded(bytes, StandardCharsets.UTF_8);
    }

    private static boolean startsWith(byte[] bytes, int... head) {
        if (bytes.length < head.length) {
            return false;
        }
        for (int i = 0; i < head.length; i++) {
            if ((bytes[i] & 0xFF) != head[i]) {
                return false;
            }
        }
        return true;
    }

    private static Sheet decoded(byte[] bytes, Charset charset) {
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.length + 1);
        ByteBuffer input = ByteBuffer.wrap(bytes);
        boolean broken = decoder.decode(input, text, true).isError();
        String read = text.flip().toString();
        int nul = read.indexOf('\0');
        if (nul >= 0) {
            return Sheet.unreadable(Finding.ofRow(
                    line(read, nul),
                    "holds a NUL byte: the file is damaged, no text at all, or UTF-16 without a byte order mark; save it as"
                            + " CSV UTF-8"));
        }
        if (broken) {
            return Sheet.unreadable(wrongEncoding(bytes[input.position()], line(read, read.length()), charset));
        }
        return parsed(read.isEmpty() || read.charAt(0) != MARK ? read : read.substring(1));
    }

    private static Finding wrongEncoding(byte wrong, int line, Charset charset) {
        String seen = new String(new byte[] {wrong}, Charset.forName("windows-1252"));
        return Finding.ofRow(
                line,
                "is not " + charset.name() + ": the byte 0x" + String.format("%02X", wrong) + " would be \"" + seen
                        + "\" in Windows-1252; save the file as CSV UTF-8");
    }

    private static int line(String text, int end) {
        return 1 + (int) text.chars().limit(end).filter(c -> c == '\n').count();
    }

    private static Sheet parsed(String text) {
        Optional<String> announced =
                text.lines().findFirst().filter(line -> line.length() == 5 && line.startsWith("sep="));
        char separator = announced
                .map(line -> line.charAt(4))
                .orElseGet(() -> separatorOf(text.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .findFirst()
                        .orElse("")));
        try (CSVParser parser = format(separator).parse(new StringReader(text))) {
            return rows(parser, announced.isPresent());
        } catch (CSVException | UncheckedIOException | IllegalStateException broken) {
            return Sheet.unreadable(Finding.ofAll("is no CSV: " + broken.getMessage()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static CSVFormat format(char separator) {
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setCommentMarker('#')
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
    }

    /** Which separates most names of columns. */
    private static char separatorOf(String header) {
        return SEPARATORS.stream()
                .max(Comparator.comparingLong(
                        separator -> Stream.of(header.split(java.util.regex.Pattern.quote(separator.toString())))
                                .filter(FigureColumn::isOne)
                                .count()))
                .orElse(',');
    }

    private static Sheet rows(CSVParser parser, boolean announced) {
        var rows = new ArrayList<Sheet.Row>();
        var findings = new ArrayList<Finding>();
        boolean first = announced;
        for (CSVRecord each : parser) {
            if (first) {
                first = false;
                continue; // sep=;
            }
            if (rows.size() > Sheet.MAX_ROWS) {
                findings.add(Finding.ofAll("has more than " + Sheet.MAX_ROWS + " rows; that is no table of figures"));
                break;
            }
            row(parser.getCurrentLineNumber(), each, findings).ifPresent(rows::add);
        }
        return new Sheet(false, rows, findings);
    }

    private static Optional<Sheet.Row> row(long lastLine, CSVRecord values, List<Finding> findings) {
        long breaks = values.stream()
                .flatMapToInt(String::chars)
                .filter(c -> c == '\n')
                .count();
        int line = (int) (lastLine - breaks);
        Map<Integer, Cell> cells = new HashMap<>();
        for (int column = 0; column < values.size(); column++) {
            String text = values.get(column);
            if (text.length() > Sheet.MAX_TEXT) {
                findings.add(Finding.ofRow(
                        line,
                        "its column " + (column + 1) + " holds " + text.length() + " characters, more than "
                                + Sheet.MAX_TEXT + "; is a double quote missing?"));
            } else if (!text.isEmpty() && column < Sheet.MAX_COLUMNS) {
                cells.put(column, new Cell.Text(unguarded(text)));
            } else if (!text.isEmpty()) {
                findings.add(Finding.ofRow(line, "has more than " + Sheet.MAX_COLUMNS + " columns"));
                break;
            }
        }
        return cells.isEmpty() ? Optional.empty() : Optional.of(new Sheet.Row(line, cells));
    }

    /** Without the apostrophe that made a text harmless when it was written. */
    private static String unguarded(String text) {
        return text.length() > 1 && text.charAt(0) == '\'' && "=+-@".indexOf(text.charAt(1)) >= 0
                ? text.substring(1)
                : text;
    }
}
