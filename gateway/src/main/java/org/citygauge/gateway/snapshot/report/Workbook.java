package org.citygauge.gateway.snapshot.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.poi.ooxml.POIXMLException;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.gateway.snapshot.content.About;
import org.citygauge.gateway.snapshot.table.Forms;
import org.citygauge.gateway.snapshot.table.IndicatorRows;
import org.citygauge.gateway.snapshot.table.MeasureRows;
import org.citygauge.gateway.snapshot.table.TableForm;

/**
 * {@code data/indicators.xlsx}: the small tables as a spreadsheet. A number that a spreadsheet cannot hold exactly stands beside
 * itself as text. The same tables give the same bytes.
 */
public final class Workbook {
    /** Where it is in the package. */
    public static final String PATH = "data/indicators.xlsx";

    static {
        // POI logs through Log4j, which complains where it finds no one to log to.
        System.setProperty("log4j2.loggerContextFactory", "org.apache.logging.log4j.simple.SimpleLoggerContextFactory");
    }

    private Workbook() {}

    /** @param figures rows of {@link Forms#FIGURES}; those in force are shown */
    public static byte[] of(About about, YearState state, List<List<String>> figures) throws IOException {
        int inForce = Forms.FIGURES.place("in_force");
        try (var book = new XSSFWorkbook()) {
            var properties = book.getProperties().getCoreProperties();
            properties.setCreator("Citygauge");
            properties.setTitle(Clean.text(about.city().name() + " " + about.year()));
            properties.setCreated(Optional.of(Date.from(about.settled())));
            properties.setModified(Optional.of(Date.from(about.settled())));
            var sheets = new Sheets(book);
            sheets.add("Indicators", Forms.INDICATORS, IndicatorRows.of(state));
            sheets.add("Measures", Forms.MEASURES, MeasureRows.of(state));
            sheets.add(
                    "Figures",
                    Forms.FIGURES,
                    figures.stream()
                            .filter(row -> row.get(inForce).equals("true"))
                            .toList());
            var bytes = new ByteArrayOutputStream();
            book.write(bytes);
            return SameZip.of(bytes.toByteArray());
        }
    }

    /** In what a spreadsheet that somebody gave us differs from the tables of the year, each naming sheet and row. */
    public static List<String> differences(byte[] file, YearState state) throws IOException {
        ZipSecureFile.setMinInflateRatio(0.01);
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            var found = new ArrayList<String>();
            compare(book.getSheet("Indicators"), Forms.INDICATORS, IndicatorRows.of(state), found);
            compare(book.getSheet("Measures"), Forms.MEASURES, MeasureRows.of(state), found);
            return found;
        } catch (POIXMLException | IllegalArgumentException | IllegalStateException broken) {
            throw new IOException("no spreadsheet: " + broken.getMessage(), broken);
        }
    }

    private static void compare(
            @org.jspecify.annotations.Nullable XSSFSheet sheet,
            TableForm form,
            List<List<String>> rows,
            List<String> found) {
        if (sheet == null) {
            found.add("there is no sheet for " + form.path());
            return;
        }
        List<String> columns = Sheets.columns(form);
        for (int i = 0; i < rows.size(); i++) {
            List<String> expected = Sheets.cells(form, rows.get(i));
            Row row = sheet.getRow(i + 1);
            for (int place = 0; place < expected.size(); place++) {
                String cell = row == null ? "" : text(row.getCell(place));
                if (!cell.equals(Sheets.shown(form, place, expected.get(place)))) {
                    found.add(sheet.getSheetName() + ": " + form.keyOf(rows.get(i)) + ": " + columns.get(place)
                            + " is not what " + form.path() + " says");
                }
            }
        }
        if (sheet.getLastRowNum() > rows.size()) {
            found.add(sheet.getSheetName() + ": there are more rows than in " + form.path());
        }
    }

    private static String text(@org.jspecify.annotations.Nullable Cell cell) {
        return cell == null
                ? ""
                : cell.getCellType() == CellType.NUMERIC
                        ? Double.toString(cell.getNumericCellValue())
                        : cell.getCellType() == CellType.STRING ? cell.getStringCellValue() : cell.toString();
    }
}
