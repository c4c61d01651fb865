package org.citygauge.gateway.snapshot.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.citygauge.gateway.snapshot.table.Column;
import org.citygauge.gateway.snapshot.table.TableForm;

/** Adds sheets to a workbook: a frozen header, a filter, and numbers as numbers. */
final class Sheets {
    private static final String EXACT = "_exact";
    private static final int WIDEST = 60;
    private static final int LONGEST = 32_000;

    private final XSSFWorkbook book;
    private final CellStyle header;
    private final CellStyle text;
    private final CellStyle plain;
    private final CellStyle whole;
    private final CellStyle decimal;
    private final CellStyle share;

    Sheets(XSSFWorkbook book) {
        this.book = book;
        XSSFFont bold = book.createFont();
        bold.setBold(true);
        header = book.createCellStyle();
        header.setFont(bold);
        header.setFillForegroundColor(IndexedColors.GREY_25_PERCENT.getIndex());
        header.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        text = style("@");
        plain = style("0");
        whole = style("#,##0");
        decimal = style("#,##0.00####");
        share = style("0.0%");
    }

    private CellStyle style(String format) {
        CellStyle style = book.createCellStyle();
        style.setDataFormat(book.createDataFormat().getFormat(format));
        return style;
    }

    void add(String name, TableForm form, List<List<String>> rows) {
        XSSFSheet sheet = book.createSheet(name);
        List<String> columns = columns(form);
        Row top = sheet.createRow(0);
        for (int i = 0; i < columns.size(); i++) {
            Cell cell = top.createCell(i);
            cell.setCellValue(columns.get(i));
            cell.setCellStyle(header);
        }
        int[] widths = columns.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            add(sheet.createRow(sheet.getLastRowNum() + 1), form, cells(form, row), widths);
        }
        for (int i = 0; i < widths.length; i++) {
            sheet.setColumnWidth(i, (Math.min(widths[i], WIDEST) + 3) * 256);
        }
        sheet.createFreezePane(1, 1);
        sheet.setAutoFilter(new CellRangeAddress(0, Math.max(1, rows.size()), 0, columns.size() - 1));
        sheet.getPrintSetup().setLandscape(true);
    }

    private void add(Row row, TableForm form, List<String> cells, int[] widths) {
        for (int i = 0; i < cells.size(); i++) {
            String value = Clean.text(cells.get(i));
            if (value.isEmpty()) {
                continue;
            }
            Cell cell = row.createCell(i);
            if (isNumber(form, i)) {
                var number = new BigDecimal(value);
                cell.setCellValue(number.doubleValue());
                cell.setCellStyle(style(form.columns().get(i), number));
                widths[i] = Math.max(widths[i], 14);
            } else {
                cell.setCellValue(value.length() > LONGEST ? value.substring(0, LONGEST) : value);
                cell.setCellStyle(text);
                widths[i] = Math.max(widths[i], value.length());
            }
        }
    }

    private CellStyle style(Column column, BigDecimal number) {
        if (column.name().equals("completeness")) {
            return share;
        }
        boolean isYear = column.name().contains("year") || column.name().equals("carried_from");
        return isYear ? plain : number.stripTrailingZeros().scale() <= 0 ? whole : decimal;
    }

    /** The columns of a sheet: those of the table, and for its decimals one more each, where they stand as text. */
    static List<String> columns(TableForm form) {
        var columns = new ArrayList<>(form.names());
        form.columns().stream()
                .filter(column -> column.type() == Column.Type.NUMBER)
                .forEach(column -> columns.add(column.name() + EXACT));
        return columns;
    }

    /** The cells of a row of the table, and the exact ones. */
    static List<String> cells(TableForm form, List<String> row) {
        var cells = new ArrayList<>(row);
        for (int i = 0; i < row.size(); i++) {
            if (form.columns().get(i).type() == Column.Type.NUMBER) {
                cells.add(isHeld(row.get(i)) ? "" : row.get(i));
            }
        }
        return cells;
    }

    /** Whether a spreadsheet shows all digits of it. */
    private static boolean isHeld(String number) {
        if (number.isEmpty()) {
            return true;
        }
        BigDecimal value = new BigDecimal(number);
        return value.stripTrailingZeros().precision() <= 15
                && new BigDecimal(Double.toString(value.doubleValue())).compareTo(value) == 0;
    }

    private static boolean isNumber(TableForm form, int place) {
        return place < form.columns().size()
                && switch (form.columns().get(place).type()) {
                    case NUMBER, INTEGER -> true;
                    case STRING, BOOLEAN, DATE, DATETIME -> false;
                };
    }

    /** How a cell reads when asked for again. */
    static String shown(TableForm form, int place, String cell) {
        String value = Clean.text(cell);
        return value.isEmpty() || !isNumber(form, place)
                ? value.length() > LONGEST ? value.substring(0, LONGEST) : value
                : Double.toString(Double.parseDouble(value));
    }
}
