package org.citygauge.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workbooks as spreadsheets garble them, and as somebody sends them who means harm. Each is answered by the name of its cell. */
class HostileWorkbookTest extends UploadCase {
    private static final String SHEET = "xl/worksheets/sheet1.xml";

    private static byte[] plain() {
        return Workbooks.withValue(cell -> cell.setCellValue(1000));
    }

    private static Consumer<XSSFCell> formatted(String format, double number) {
        return cell -> {
            XSSFCellStyle style = cell.getSheet().getWorkbook().createCellStyle();
            style.setDataFormat(cell.getSheet().getWorkbook().createDataFormat().getFormat(format));
            cell.setCellStyle(style);
            cell.setCellValue(number);
        };
    }

    @Test
    void aPlainWorkbookIsRead() {
        ImportPlan plan = xlsx(plain());

        assertThat(errors(plan)).isEmpty();
        assertThat(value(plan, "population")).isEqualTo("1000");
    }

    @Test
    void aFormulaIsRefusedByTheNameOfItsCell() {
        assertThat(errors(
                        xlsx(Workbooks.withValue(cell -> cell.setCellFormula("HYPERLINK(\"http://evil.example\",1)")))))
                .first()
                .isEqualTo(
                        "C2 (value): holds the formula \"=HYPERLINK(\"http://evil.example\",1)\"; put its result there as a"
                                + " value");
    }

    @Test
    void aFormulaWhereNobodyLooksIsRefusedToo() {
        byte[] workbook = Workbooks.with(sheet -> {
            Workbooks.row(sheet, 0, "measure", "year", "value", "comment");
            Workbooks.row(sheet, 1, "population", "2025", "1");
            sheet.getRow(1).createCell(3).setCellFormula("1+1");
        });

        assertThat(errors(xlsx(workbook)))
                .containsExactly("D2 (comment): holds the formula \"=1+1\"; put its result there as a value");
    }

    @Test
    void aTextThatLooksLikeAFormulaStaysText() {
        byte[] workbook = Workbooks.with(sheet -> {
            Workbooks.row(sheet, 0, "measure", "year", "value", "comment");
            Workbooks.row(sheet, 1, "population", "2025", "1", "=cmd|'/c calc'!A1");
        });

        assertThat(xlsx(workbook).changes().getFirst().content().comment()).isEqualTo("=cmd|'/c calc'!A1");
    }

    @Test
    void aZipBombIsNotUnpackedFurtherThanItMay() {
        byte[] bomb = Workbooks.zip(zip -> {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.write("<Types/>".getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry(SHEET));
            byte[] room = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                zip.write(room);
            }
        });

        assertThat(bomb.length).isLessThan(1 << 20);
        assertThat(errors(xlsx(bomb))).containsExactly("unpacks to more than 32 MiB; that is no table of figures");
    }

    @Test
    void aZipOfManyFilesIsRefused() {
        byte[] many = Workbooks.zip(zip -> {
            for (int i = 0; i < 2_000; i++) {
                zip.putNextEntry(new ZipEntry("f" + i));
            }
        });

        assertThat(errors(xlsx(many))).containsExactly("holds more than 1000 files; that is no table of figures");
    }

    @Test
    void aRowThatRepeatsItselfTooOftenIsRefused() {
        byte[] long1 = Workbooks.edited(
                plain(),
                SHEET,
                xml -> xml.replace(
                        "</sheetData>",
                        "<row><c t=\"inlineStr\"><is><t>x</t></is></c></row>".repeat(200_000) + "</sheetData>"));

        assertThat(errors(xlsx(long1)))
                .hasSize(1)
                .first()
                .satisfies(
                        error -> assertThat(error)
                                .matches(
                                        "(has more than 10000 rows|unpacks to far more than it is); that is no table of figures"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            measure,year,value                     | is no XLSX; save it as .xlsx, or send it as CSV
            <html><table><tr><td>measure</td>      | is HTML or XML, whatever it is called; save it as .xlsx
            <?xml version="1.0"?><Workbook/>       | is HTML or XML, whatever it is called; save it as .xlsx
            ''                                     | is no XLSX; save it as .xlsx, or send it as CSV
            """)
    void whatIsNoWorkbookSaysWhatItIs(String text, String answer) {
        assertThat(errors(xlsx(text.getBytes(UTF_8)))).containsExactly(answer);
    }

    @Test
    void theOldFormIsRefusedByName() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var workbook = new HSSFWorkbook()) {
            workbook.createSheet("Figures");
            workbook.write(out);
        }

        assertThat(errors(xlsx(out.toByteArray())))
                .containsExactly("is a workbook of the old form (.xls); save it as .xlsx");
    }

    @Test
    void anEncryptedWorkbookIsRefusedByName() throws IOException, GeneralSecurityException, OpenXML4JException {
        var out = new ByteArrayOutputStream();
        try (var container = new POIFSFileSystem();
                OPCPackage workbook = OPCPackage.open(new ByteArrayInputStream(plain()))) {
            Encryptor encryptor = new EncryptionInfo(EncryptionMode.standard).getEncryptor();
            encryptor.confirmPassword("secret");
            try (OutputStream encrypted = encryptor.getDataStream(container)) {
                workbook.save(encrypted);
            }
            container.writeFilesystem(out);
        }

        assertThat(errors(xlsx(out.toByteArray()))).containsExactly("is encrypted; save it without a password");
    }

    @ParameterizedTest
    @ValueSource(strings = {SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"})
    void noPartMayBringADocumentTypeAlong(String part) {
        byte[] workbook = Workbooks.edited(
                plain(),
                part,
                xml -> xml.replaceFirst(
                                "\\?>",
                                "?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\"><!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>")
                        .replace("population", "&e;"));

        assertThat(errors(xlsx(workbook)))
                .containsExactly("brings a document type (DOCTYPE) along, which is never read");
    }

    @Test
    void anotherDocumentInAZipIsNoWorkbook() {
        byte[] zip = Workbooks.zip(archive -> {
            archive.putNextEntry(new ZipEntry("word/document.xml"));
            archive.write("<x/>".getBytes(UTF_8));
        });

        assertThat(errors(xlsx(zip))).containsExactly("is a zip, but holds no workbook");
    }

    @Test
    void aWorkbookThatWasCutShortIsDamaged() {
        byte[] whole = plain();

        for (int length = 10; length < whole.length; length += whole.length / 23) {
            assertThat(errors(xlsx(Arrays.copyOf(whole, length))))
                    .as("%d bytes", length)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '<c r="C2"><v>1e999</v></c>'                | C2 (value): holds a number that cannot be read
            '<c r="C2"><v>1,5</v></c>'                  | C2 (value): holds a number that cannot be read
            '<c r="C9"><v>1</v></c>'                    | row 2: holds a cell called "C9"; the sheet is damaged
            '<c r="C2" t="s"><v>99</v></c>'             | row 2: refers to a text that is not in the file; the workbook is damaged
            '<c r="C2" t="e"><v>#REF!</v></c>'          | C2 (value): holds the error "#REF!"
            '<c r="C2" t="b"><v>1</v></c>'              | C2 (value): holds TRUE or FALSE
            '<c r="XFD2"><v>1</v></c>'                  | row 2: has more than 100 columns
            """)
    void aCellThatCannotBeOneIsNamed(String cell, String answer) {
        byte[] workbook = Workbooks.edited(plain(), SHEET, xml -> xml.replaceFirst("<c r=\"C2\".*?</c>", cell));

        assertThat(errors(xlsx(workbook))).contains(answer);
    }

    @ParameterizedTest
    @CsvSource({"1234.5, 1234.5", "'1.234,5', ", "'1 234', "})
    void aNumberThatIsTextIsReadLikeOneInCsv(String text, String read) {
        ImportPlan plan = xlsx(Workbooks.withValue(cell -> cell.setCellValue(text)));

        if (read == null) {
            assertThat(errors(plan).getFirst()).startsWith("C2 (value): \"" + text + "\" has separators");
        } else {
            assertThat(value(plan, "population")).isEqualTo(read);
        }
    }

    @Test
    void theNoiseOfBinaryArithmeticIsTakenOffAndNoted() {
        ImportPlan plan = xlsx(Workbooks.withValue(cell -> cell.setCellValue(0.1 + 0.2)));

        assertThat(value(plan, "population")).isEqualTo("0.3");
        assertThat(notes(plan))
                .containsExactly(
                        "C2 (value): 0.30000000000000004 is taken as 0.3, the 15 digits that a spreadsheet shows");
    }

    @Test
    void whatWasTypedIsReadAsItWasTypedHoweverItIsStored() {
        byte[] workbook =
                Workbooks.edited(plain(), SHEET, xml -> xml.replaceFirst("<v>1000.0</v>", "<v>1.1000000000000001</v>"));

        ImportPlan plan = xlsx(workbook);

        assertThat(value(plan, "population")).isEqualTo("1.1");
        assertThat(notes(plan)).isEmpty();
    }

    @Test
    void aPercentageIsNoNumberInTheMeasuresUnit() {
        assertThat(errors(xlsx(Workbooks.withValue(formatted("0.0%", 0.455)))))
                .first()
                .isEqualTo(
                        "C2 (value): shows 45.5 %; give the number in the measure's unit, in a cell that is no percentage");
    }

    @Test
    void aNumberThatTheSpreadsheetMadeADayOfIsRefused() {
        assertThat(errors(xlsx(Workbooks.withValue(formatted("yyyy-mm-dd", 45778)))))
                .first()
                .isEqualTo(
                        "C2 (value): holds the day 2025-05-01, not a number; the spreadsheet may have made it of something"
                                + " like 1.5");
    }

    @ParameterizedTest
    @CsvSource({"false, 2025-01-01", "true, 2029-01-02"})
    void aDayIsReadAsTheWorkbookCountsDays(boolean since1904, String day) {
        byte[] plain = Workbooks.with(sheet -> {
            Workbooks.row(sheet, 0, "measure", "year", "value", "as_of");
            Workbooks.row(sheet, 1, "population", "2025", "5");
            formatted("dd.mm.yyyy", 45658).accept(sheet.getRow(1).createCell(3));
        });
        byte[] workbook = Workbooks.edited(
                plain,
                "xl/workbook.xml",
                xml -> xml.replaceFirst("<workbookPr[^>]*>", "<workbookPr date1904=\"" + since1904 + "\"/>"));

        assertThat(xlsx(workbook).changes().getFirst().content().asOf()).contains(LocalDate.parse(day));
    }

    @Test
    void aSerialThatIsNotShownAsADayIsNone() {
        byte[] workbook = Workbooks.with(sheet -> {
            Workbooks.row(sheet, 0, "measure", "year", "value", "as_of");
            Workbooks.row(sheet, 1, "population", "2025", "5");
            sheet.getRow(1).createCell(3).setCellValue(45658);
        });

        assertThat(errors(xlsx(workbook)))
                .containsExactly(
                        "D2 (as_of): \"45658\" is no day such as 2025-04-01; as a spreadsheet counts days it would be"
                                + " 2025-01-01");
    }

    @Test
    void duplicatesUnknownMeasuresAndNegativeCountsAreNamedByTheirCells() {
        byte[] workbook = Workbooks.with(sheet -> {
            Workbooks.row(sheet, 0, "measure", "year", "value");
            Workbooks.row(sheet, 1, "population", "2025", "-5");
            Workbooks.row(sheet, 2, "population", "2025", "5");
            Workbooks.row(sheet, 3, "labor_force", "2025", "5");
        });

        assertThat(errors(xlsx(workbook)))
                .containsExactly(
                        "C2 (value): -5 {person} is less than nothing",
                        "A3 (measure): row 2 holds \"population\" already",
                        "A4 (measure): \"labor_force\" is no measure of the catalogue; did you mean \"labour_force\"?");
    }
}
