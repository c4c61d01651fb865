package org.citygauge.gateway.upload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationConstraint;
import org.apache.poi.ss.usermodel.DataValidationHelper;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * The template as a workbook: what is given is locked (without a password), what is asked for is open and checked while it is typed, and
 * a second sheet says how.
 */
public final class XlsxTemplate {
    /** Rows below the list, for measures that are not missing. */
    private static final int SPARE = 100;

    private static final int LINE_POINTS = 15;
    private static final int MAX_LINES = 10;

    private static final List<String> HOW = List.of(
            "Fill in the white cells; rows you know nothing of stay empty and are skipped.",
            "value: a plain number in the unit of the row, with no separators between thousands. Another unit that converts (such as m2 for"
                    + " km2) may be written into the column unit.",
            "year_of_data: the year the data is of, where it is another than the one reported.",
            "not_available_because: why there is no value; then value stays empty.",
            "as_of: a day, such as 2025-12-31.",
            "evidence: the SHA-256 of each file that proves it, separated by blanks; citygauge evidence add FILE prints it.",
            "No formulas: paste results as values.",
            "Then: citygauge figures import FILE --year YEAR --preview shows what it would change; without --preview it is drafted.",
            "The sheet is protected without a password, only against accidents.");

    private XlsxTemplate() {}

    public static byte[] of(Template template) {
        try (var workbook = new XSSFWorkbook();
                var out = new ByteArrayOutputStream()) {
            Sheet sheet = workbook.createSheet(XlsxSheet.NAME);
            var styles = new Styles(workbook);
            List<FigureColumn> columns = FigureColumn.ofTemplate();
            header(sheet, columns, styles);
            int rows = template.lines().size();
            for (int i = 0; i < rows + SPARE; i++) {
                Row row = sheet.createRow(i + 1);
                row.setHeightInPoints(i < rows ? LINE_POINTS * Math.min(MAX_LINES, linesOf(template, i)) : LINE_POINTS);
                for (int place = 0; place < columns.size(); place++) {
                    FigureColumn column = columns.get(place);
                    Cell cell = row.createCell(place);
                    cell.setCellStyle(styles.of(column, i >= rows));
                    if (i < rows) {
                        fill(cell, column, template.text(template.lines().get(i), column));
                    }
                }
            }
            columns.forEach(column -> sheet.setColumnWidth(columns.indexOf(column), column.width() * 256));
            sheet.createFreezePane(1, 1);
            sheet.setAutoFilter(new CellRangeAddress(0, rows, 0, columns.size() - 1));
            validate(sheet, columns, rows + SPARE);
            sheet.protectSheet("");
            sheet.getPrintSetup().setLandscape(true);
            sheet.getPrintSetup().setFitHeight((short) 0);
            sheet.setFitToPage(true);
            sheet.setRepeatingRows(new CellRangeAddress(0, 0, 0, columns.size() - 1));
            how(workbook.createSheet("How to"), styles, template.year());
            workbook.write(out);
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** How many lines the longest text of a row takes, for not every spreadsheet finds out by itself. */
    private static int linesOf(Template template, int row) {
        return FigureColumn.ofTemplate().stream()
                .mapToInt(column ->
                        1 + template.text(template.lines().get(row), column).length() / column.width())
                .max()
                .orElse(1);
    }

    private static void header(Sheet sheet, List<FigureColumn> columns, Styles styles) {
        Row row = sheet.createRow(0);
        for (int place = 0; place < columns.size(); place++) {
            Cell cell = row.createCell(place);
            cell.setCellValue(columns.get(place).code());
            cell.setCellStyle(styles.header);
        }
    }

    /** Numbers as numbers where no digit is lost by that; everything else as text, which no spreadsheet computes. */
    private static void fill(Cell cell, FigureColumn column, String text) {
        boolean number =
                column == FigureColumn.YEAR || column == FigureColumn.YEAR_OF_DATA || column == FigureColumn.VALUE;
        if (number && !text.isEmpty() && new BigDecimal(text).precision() <= 15) {
            cell.setCellValue(Double.parseDouble(text));
        } else if (!text.isEmpty()) {
            cell.setCellValue(text);
        }
    }

    private static void validate(Sheet sheet, List<FigureColumn> columns, int rows) {
        DataValidationHelper helper = sheet.getDataValidationHelper();
        add(
                sheet,
                helper.createDecimalConstraint(DataValidationConstraint.OperatorType.BETWEEN, "-1E+300", "1E+300"),
                columns.indexOf(FigureColumn.VALUE),
                rows,
                "A plain number in the unit of the row.");
        add(
                sheet,
                helper.createIntegerConstraint(DataValidationConstraint.OperatorType.BETWEEN, "1900", "2999"),
                columns.indexOf(FigureColumn.YEAR_OF_DATA),
                rows,
                "A year such as 2025.");
    }

    private static void add(Sheet sheet, DataValidationConstraint constraint, int column, int rows, String text) {
        DataValidation validation = sheet.getDataValidationHelper()
                .createValidation(constraint, new CellRangeAddressList(1, rows, column, column));
        validation.setShowErrorBox(true);
        validation.setErrorStyle(DataValidation.ErrorStyle.STOP);
        validation.createErrorBox("Citygauge", text);
        validation.setEmptyCellAllowed(true);
        sheet.addValidationData(validation);
    }

    private static void how(Sheet sheet, Styles styles, int year) {
        Row title = sheet.createRow(0);
        title.createCell(0).setCellValue("Figures of " + year);
        title.getCell(0).setCellStyle(styles.header);
        for (int i = 0; i < HOW.size(); i++) {
            Cell cell = sheet.createRow(i + 2).createCell(0);
            cell.setCellValue(HOW.get(i).replace("YEAR", Integer.toString(year)));
            cell.setCellStyle(styles.given);
        }
        sheet.setColumnWidth(0, 120 * 256);
    }

    private static final class Styles {
        final CellStyle header;
        final CellStyle given;
        private final CellStyle year;
        private final CellStyle open;
        private final CellStyle openNumber;
        private final CellStyle openYear;

        Styles(XSSFWorkbook workbook) {
            Font bold = workbook.createFont();
            bold.setBold(true);
            header = style(workbook, "@", true);
            header.setFont(bold);
            header.setFillForegroundColor(IndexedColors.GREY_25_PERCENT.getIndex());
            header.setFillPattern(FillPatternType.SOLID_FOREGROUND);
            given = style(workbook, "@", true);
            year = style(workbook, "0", true);
            open = style(workbook, "@", false);
            openNumber = style(workbook, "General", false);
            openYear = style(workbook, "0", false);
            for (CellStyle locked : List.of(given, year)) {
                locked.setFillForegroundColor(IndexedColors.LEMON_CHIFFON.getIndex());
                locked.setFillPattern(FillPatternType.SOLID_FOREGROUND);
            }
        }

        private static CellStyle style(XSSFWorkbook workbook, String format, boolean locked) {
            CellStyle style = workbook.createCellStyle();
            style.setDataFormat(workbook.createDataFormat().getFormat(format));
            style.setLocked(locked);
            style.setWrapText(true);
            style.setVerticalAlignment(VerticalAlignment.TOP);
            return style;
        }

        CellStyle of(FigureColumn column, boolean spare) {
            return switch (column) {
                case VALUE -> openNumber;
                case YEAR_OF_DATA -> openYear;
                case YEAR -> spare ? openYear : year;
                default -> column.isOpen() || spare ? open : given;
            };
        }
    }
}
