package org.citygauge.gateway.upload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads a workbook, cell by cell: its sheet {@code Figures}, or else its first one. */
final class XlsxSheet {
    static final String NAME = "Figures";
    private static final String ENCRYPTED = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

    private XlsxSheet() {}

    static Sheet read(byte[] file) {
        try {
            refuseOthers(file);
            return read(XlsxParts.of(file));
        } catch (XlsxParts.Unreadable unreadable) {
            return Sheet.unreadable(Finding.ofAll(String.valueOf(unreadable.getMessage())));
        } catch (SheetRows.Enough enough) {
            return Sheet.unreadable(enough.finding());
        } catch (IOException | SAXException | ParserConfigurationException | IllegalArgumentException broken) {
            return Sheet.unreadable(Finding.ofAll(explain(String.valueOf(broken.getMessage()))));
        }
    }

    private static void refuseOthers(byte[] file) {
        String head = new String(file, 0, Math.min(file.length, 1_000), StandardCharsets.ISO_8859_1);
        String start = head.strip().toLowerCase(Locale.ROOT);
        if (head.startsWith("\u00D0\u00CF\u0011\u00E0")) {
            throw new XlsxParts.Unreadable(
                    new String(file, StandardCharsets.ISO_8859_1).contains(ENCRYPTED)
                            ? "is encrypted; save it without a password"
                            : "is a workbook of the old form (.xls); save it as .xlsx");
        }
        if (start.startsWith("<") || start.startsWith("\u00EF\u00BB\u00BF<")) {
            throw new XlsxParts.Unreadable("is HTML or XML, whatever it is called; save it as .xlsx");
        }
        if (!head.startsWith("PK\u0003\u0004")) {
            throw new XlsxParts.Unreadable("is no XLSX; save it as .xlsx, or send it as CSV");
        }
    }

    private static Sheet read(XlsxParts parts) throws IOException, SAXException, ParserConfigurationException {
        String book = parts.relationsOf("/")
                .ofType("officeDocument")
                .filter(parts::has)
                .orElseThrow(() -> new XlsxParts.Unreadable("is a zip, but holds no workbook"));
        Workbook workbook = parts.parse(book, new Workbook());
        XlsxParts.Relations relations = parts.relationsOf(book);
        String sheet = workbook.sheet()
                .flatMap(relations::ofId)
                .filter(parts::has)
                .orElseThrow(() -> new XlsxParts.Unreadable("is a workbook without a sheet"));
        var styles = new NumberStyles(workbook.from1904);
        var texts = new SharedTexts();
        Optional<String> stylesPart = relations.ofType("styles");
        if (stylesPart.isPresent()) {
            parts.parse(stylesPart.get(), styles);
        }
        Optional<String> textsPart = relations.ofType("sharedStrings");
        if (textsPart.isPresent()) {
            parts.parse(textsPart.get(), texts);
        }
        return new Sheet(true, parts.parse(sheet, new SheetRows(texts, styles)).rows(), List.of());
    }

    private static String explain(String message) {
        return message.contains("DOCTYPE")
                ? "brings a document type (DOCTYPE) along, which is never read"
                : "is a damaged workbook: " + Finding.quoted(message);
    }

    /** Which sheets there are, and how days are counted. */
    private static final class Workbook extends DefaultHandler {
        private final Map<String, String> sheets = new LinkedHashMap<>();
        /** Whether its days are counted as the first Macintoshes did. */
        private boolean from1904;

        @Override
        public void startElement(String uri, String name, String qualified, Attributes attributes) {
            if (name.equals("workbookPr")) {
                String since1904 = String.valueOf(attributes.getValue("date1904"));
                from1904 |= since1904.equals("1") || since1904.equals("true");
            }
            if (name.equals("sheet")) {
                for (int i = 0; i < attributes.getLength(); i++) {
                    if (attributes.getLocalName(i).equals("id")
                            && !attributes.getURI(i).isEmpty()) {
                        sheets.putIfAbsent(
                                String.valueOf(attributes.getValue("name")).toLowerCase(Locale.ROOT),
                                attributes.getValue(i));
                    }
                }
            }
        }

        /** The relation that leads to the sheet that is read. */
        Optional<String> sheet() {
            return Optional.ofNullable(sheets.get(NAME.toLowerCase(Locale.ROOT)))
                    .or(() -> sheets.values().stream().findFirst());
        }
    }
}
