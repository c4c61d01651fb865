package org.citygauge.gateway.table;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.citygauge.gateway.config.Problem;

/**
 * A CSV file with a header: UTF-8, with or without a byte order mark; empty lines and lines that begin with {@code #} are skipped;
 * blanks around values too.
 *
 * @param header the names of its columns, in order
 * @param rows below it
 */
public record Table(Header header, List<Row> rows) {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setCommentMarker('#')
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();

    public Table {
        rows = List.copyOf(rows);
    }

    /**
     * Reads the file.
     *
     * @param name the file's name in problems
     * @param problems grows by all that is wrong with the file as a table
     * @return empty when there is no such file, or nothing can be read of it
     */
    public static Optional<Table> read(Path file, String name, Columns columns, List<Problem> problems) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return read(Files.readAllBytes(file), name, columns, problems);
        } catch (IOException unreadable) {
            problems.add(Problem.inFile(name, "cannot be read: " + unreadable.getMessage()));
            return Optional.empty();
        }
    }

    /** Reads what the file holds; empty when nothing can be read of it. */
    public static Optional<Table> read(byte[] content, String name, Columns columns, List<Problem> problems) {
        try {
            Optional<String> text = text(content, name, problems);
            return text.isEmpty() ? Optional.empty() : parse(text.get(), name, columns, problems);
        } catch (IOException unreadable) {
            problems.add(Problem.inFile(name, "cannot be read: " + unreadable.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<String> text(byte[] bytes, String name, List<Problem> problems) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var text = CharBuffer.allocate(bytes.length);
        var input = ByteBuffer.wrap(bytes);
        if (decoder.decode(input, text, true).isError()) {
            int line = 1 + (int) text.flip().chars().filter(c -> c == '\n').count();
            problems.add(Problem.atLine(name, line, "not UTF-8: save the file in that encoding"));
            return Optional.empty();
        }
        text.flip();
        boolean marked = text.hasRemaining() && text.charAt(0) == '\uFEFF';
        return Optional.of(text.subSequence(marked ? 1 : 0, text.length()).toString());
    }

    private static Optional<Table> parse(String text, String name, Columns columns, List<Problem> problems)
            throws IOException {
        try (CSVParser parser = FORMAT.parse(new StringReader(text))) {
            return parse(parser, name, columns, problems);
        } catch (CSVException | UncheckedIOException | IllegalStateException broken) {
            problems.add(Problem.inFile(name, "no CSV: " + broken.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<Table> parse(CSVParser parser, String name, Columns columns, List<Problem> problems) {
        var records = parser.iterator();
        if (!records.hasNext()) {
            return Optional.empty();
        }
        Optional<Header> header = columns.header(
                name, (int) parser.getCurrentLineNumber(), records.next().toList(), problems);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        var rows = new ArrayList<Row>();
        while (records.hasNext()) {
            CSVRecord values = records.next();
            int line = (int) parser.getCurrentLineNumber();
            if (values.size() > header.get().size()) {
                problems.add(Problem.atLine(
                        name,
                        line,
                        values.size() + " values for " + header.get().size()
                                + " columns; put values that hold a comma in double quotes"));
            }
            rows.add(new Row(name, line, header.get(), values.values(), problems));
        }
        return Optional.of(new Table(header.get(), rows));
    }
}
