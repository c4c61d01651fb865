package org.citygauge.gateway.upload;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.apache.poi.ss.usermodel.DateUtil;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** What the numbers of a workbook stand for, as their formats show them. */
final class NumberStyles extends DefaultHandler {
    /** A spreadsheet keeps 17 digits, and shows and takes no more than these. */
    private static final MathContext SHOWN = new MathContext(15, RoundingMode.HALF_EVEN);

    private static final int MAX_LENGTH = 64;
    /** As many as a spreadsheet can hold. */
    private static final int MOST = 65_536;

    private final boolean from1904;
    private final Map<Integer, String> formats = new HashMap<>();
    private final List<Integer> styles = new ArrayList<>();
    private boolean inCellStyles;

    /** @param from1904 whether days are counted from 1904 */
    NumberStyles(boolean from1904) {
        this.from1904 = from1904;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
        switch (name) {
            case "numFmt" -> {
                if (formats.size() < MOST) {
                    formats.put(
                            number(attributes.getValue("numFmtId")), String.valueOf(attributes.getValue("formatCode")));
                }
            }
            case "cellXfs" -> inCellStyles = true;
            case "xf" -> {
                if (inCellStyles && styles.size() < MOST) {
                    styles.add(number(attributes.getValue("numFmtId")));
                }
            }
            default -> {}
        }
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
        inCellStyles &= !name.equals("cellXfs");
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }

    /**
     * The cell that holds this number.
     *
     * @param style the number of its format; empty for the plain one
     */
    Cell cell(String raw, String style) {
        double stored;
        try {
            stored = raw.length() > MAX_LENGTH ? Double.NaN : Double.parseDouble(raw);
        } catch (NumberFormatException none) {
            stored = Double.NaN;
        }
        if (!Double.isFinite(stored)) {
            return new Cell.Odd("a number that cannot be read");
        }
        BigDecimal shown = new BigDecimal(stored, SHOWN);
        String text = plain(shown);
        int place = number(style);
        int id = place < styles.size() ? styles.get(place) : 0;
        String builtIn = BuiltinFormats.getBuiltinFormat(id);
        String format = formats.getOrDefault(id, builtIn == null ? "General" : builtIn);
        if (DateUtil.isADateFormat(id, format) && DateUtil.isValidExcelDate(stored)) {
            return new Cell.Day(DateUtil.getLocalDateTime(stored, from1904).toLocalDate(), text);
        }
        if (format.replaceAll("\"[^\"]*\"|\\\\.", "").indexOf('%') >= 0) {
            return new Cell.Percentage(plain(shown.movePointRight(2)));
        }
        boolean noise = shown.doubleValue() != stored;
        return new Cell.Amount(text, noise ? raw : "");
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
