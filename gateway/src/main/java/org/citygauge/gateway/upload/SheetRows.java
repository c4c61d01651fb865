package org.citygauge.gateway.upload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Gathers the rows of a sheet while it is parsed. */
final class SheetRows extends DefaultHandler {
    private static final Pattern NAME = Pattern.compile("([A-Z]{1,3})([0-9]{1,7})");

    private final SharedTexts texts;
    private final NumberStyles styles;
    private final List<Sheet.Row> rows = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder formula = new StringBuilder();
    private Map<Integer, Cell> cells = new HashMap<>();
    private int row;
    private int column = -1;
    private String type = "";
    private String style = "";
    private boolean hasFormula;
    private boolean inValue;
    private boolean inFormula;
    private boolean inPhonetic;

    SheetRows(SharedTexts texts, NumberStyles styles) {
        this.texts = texts;
        this.styles = styles;
    }

    /** There is more than there may be. */
    static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Finding finding;

        Enough(Finding finding) {
            super(finding.text(), null, false, false);
            this.finding = finding;
        }

        Finding finding() {
            return finding;
        }
    }

    List<Sheet.Row> rows() {
        return rows;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
        switch (name) {
            case "row" -> beginRow(attributes);
            case "c" -> beginCell(attributes);
            case "f" -> {
                inFormula = true;
                hasFormula = true;
            }
            case "rPh" -> inPhonetic = true;
            case "v", "t" -> inValue = !inPhonetic;
            default -> {}
        }
    }

    private void beginRow(Attributes attributes) {
        String number = attributes.getValue("r");
        row = number != null && number.matches("[1-9][0-9]{0,6}") ? Integer.parseInt(number) : row + 1;
        column = -1;
        cells = new HashMap<>();
    }

    private void beginCell(Attributes attributes) {
        String name = attributes.getValue("r");
        Matcher parts = NAME.matcher(name == null ? "" : name);
        if (name != null && (!parts.matches() || Integer.parseInt(parts.group(2)) != row)) {
            throw new Enough(
                    Finding.ofRow(row, "holds a cell called " + Finding.quoted(name) + "; the sheet is damaged"));
        }
        column = name == null ? column + 1 : place(parts.group(1));
        type = String.valueOf(attributes.getValue("t"));
        String number = attributes.getValue("s");
        style = number == null ? "" : number;
        text.setLength(0);
        formula.setLength(0);
        hasFormula = false;
    }

    private static int place(String letters) {
        int place = 0;
        for (int i = 0; i < letters.length(); i++) {
            place = place * 26 + (letters.charAt(i) - 'A' + 1);
        }
        return place - 1;
    }

    @Override
    public void characters(char[] all, int start, int length) {
        if (inFormula) {
            formula.append(all, start, length);
        } else if (inValue) {
            text.append(all, start, length);
        }
        if (text.length() > 4 * Sheet.MAX_TEXT || formula.length() > 4 * Sheet.MAX_TEXT) {
            throw new Enough(Finding.ofRow(row, "holds a text of more than " + Sheet.MAX_TEXT + " characters"));
        }
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
        switch (name) {
            case "row" -> endRow();
            case "c" -> endCell();
            case "f" -> inFormula = false;
            case "rPh" -> inPhonetic = false;
            case "v", "t" -> inValue = false;
            default -> {}
        }
    }

    private void endCell() {
        if (hasFormula) {
            put(new Cell.Formula(formula.toString()));
            return;
        }
        if (text.isEmpty()) {
            return;
        }
        switch (type) {
            case "s" -> putText(shared(text.toString()));
            case "inlineStr", "str" -> putText(SharedTexts.unescaped(text.toString()));
            case "b" -> put(new Cell.Odd("TRUE or FALSE"));
            case "e" -> put(new Cell.Odd("the error " + Finding.quoted(text.toString())));
            case "d" -> putText(text.toString());
            default -> put(styles.cell(text.toString().strip(), style));
        }
    }

    private String shared(String number) {
        return texts.get(number)
                .orElseThrow(() -> new Enough(
                        Finding.ofRow(row, "refers to a text that is not in the file; the workbook is damaged")));
    }

    private void putText(String written) {
        String plain = written.strip();
        if (plain.length() > Sheet.MAX_TEXT) {
            throw new Enough(Finding.ofRow(row, "holds a text of more than " + Sheet.MAX_TEXT + " characters"));
        }
        if (!plain.isEmpty()) {
            put(new Cell.Text(plain));
        }
    }

    private void put(Cell cell) {
        if (column >= Sheet.MAX_COLUMNS) {
            throw new Enough(Finding.ofRow(row, "has more than " + Sheet.MAX_COLUMNS + " columns"));
        }
        cells.put(column, cell);
    }

    private void endRow() {
        if (cells.isEmpty()) {
            return;
        }
        if (rows.size() > Sheet.MAX_ROWS) {
            throw new Enough(Finding.ofAll("has more than " + Sheet.MAX_ROWS + " rows; that is no table of figures"));
        }
        rows.add(new Sheet.Row(row, cells));
    }

    @Override
    public void error(SAXParseException broken) throws SAXException {
        throw broken;
    }
}
