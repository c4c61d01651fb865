package org.citygauge.gateway.upload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV as spreadsheets garble it, and as somebody sends it who means harm. Each is answered with what would be right. */
class HostileCsvTest extends UploadCase {
    private static final String ROW = "population,2025,1000\n";

    @ParameterizedTest
    @ValueSource(strings = {"=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(A1)"})
    void aTextThatLooksLikeAFormulaIsKeptAsText(String text) {
        ImportPlan plan = csv("measure,year,value,comment\npopulation,2025,1,\"" + text + "\"\n");

        assertThat(errors(plan)).isEmpty();
        assertThat(plan.changes().getFirst().content().comment()).isEqualTo(text);
    }

    @Test
    void theApostropheThatMadeATextHarmlessIsTakenOffAgain() {
        ImportPlan plan = csv("measure,year,value,comment,method\npopulation,2025,1,'=1+1,'tis\n");

        assertThat(plan.changes().getFirst().content().comment()).isEqualTo("=1+1");
        assertThat(plan.changes().getFirst().content().method()).isEqualTo("'tis");
    }

    @Test
    void utf16WithAMarkIsRead() {
        assertThat(value(csv((HEADER + ROW).getBytes(UTF_16)), "population")).isEqualTo("1000");
        assertThat(value(csv(("\uFEFF" + HEADER + ROW).getBytes(UTF_16LE)), "population"))
                .isEqualTo("1000");
    }

    @Test
    void utf16WithoutAMarkIsNoText() {
        assertThat(errors(csv((HEADER + ROW).getBytes(UTF_16BE))))
                .containsExactly(
                        "row 1: holds a NUL byte: the file is damaged, no text at all, or UTF-16 without a byte order"
                                + " mark; save it as CSV UTF-8");
    }

    @Test
    void windows1252IsNamedWithTheLineAndTheLetter() {
        String text = "measure,year,value,comment\npopulation,2025,1,ok\npopulation,2025,1,M\u00E4rz\n";

        assertThat(errors(csv(text.getBytes(ISO_8859_1))))
                .containsExactly(
                        "row 3: is not UTF-8: the byte 0xE4 would be \"ä\" in Windows-1252; save the file as CSV UTF-8");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() {
        assertThat(value(csv("\uFEFF" + HEADER + ROW), "population")).isEqualTo("1000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "measure;year;value\npopulation;2025;1000.5\n",
                "measure\tyear\tvalue\npopulation\t2025\t1000.5\n",
                "sep=;\nmeasure;year;value\npopulation;2025;1000.5\n",
                "# figures\n\"measure\";\"year\";\"value\"\n\"population\";2025;\"1000.5\"\n"
            })
    void whateverSeparatesTheNamesSeparatesTheRest(String text) {
        assertThat(value(csv(text), "population")).isEqualTo("1000.5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.234,5     | has separators between thousands; write 1234.5
            1,234.5     | has separators between thousands; write 1234.5
            1 234       | has separators between thousands; write 1234
            1\u00A0234,5     | has separators between thousands; write 1234.5
            1'234       | has separators between thousands; write 1234
            1.234.567   | has separators between thousands; write 1234567
            1,234,567   | has separators between thousands; write 1234567
            1,234       | may be 1234 or 1.234; write whichever is meant, with a point for decimals and nothing between thousands
            12,5        | has a decimal comma; write 12.5
            45%         | is a percentage; give the number in the measure's unit, without the sign
            ١٢٣         | is not written with the digits 0 to 9
            12 people   | is no number; write digits, with a point for decimals, and put units into their own column
            NaN         | is no number; write digits, with a point for decimals, and put units into their own column
            0x10        | is no number; write digits, with a point for decimals, and put units into their own column
            """)
    void aNumberThatCanBeReadInTwoWaysIsNeverGuessed(String number, String answer) {
        ImportPlan plan = csv("measure;year;value\npopulation;2025;\"" + number + "\"\n");

        assertThat(errors(plan)).containsExactly("line 2, value: \"" + number + "\" " + answer);
        assertThat(plan.changes()).isEmpty();
    }

    @Test
    void aCountWithThreeDecimalsIsTakenAsItStandsAndNoted() {
        ImportPlan plan = csv(HEADER + "population,2025,1.234\n");

        assertThat(value(plan, "population")).isEqualTo("1.234");
        assertThat(notes(plan))
                .containsExactly("line 2, value: 1.234 is read with a decimal point; if 1234 is meant, write 1234");
    }

    @Test
    void theSameMeasureTwiceIsRefusedEvenIfBothSayTheSame() {
        assertThat(errors(csv(HEADER + ROW + ROW)))
                .containsExactly("line 3, measure: row 2 holds \"population\" already");
    }

    @Test
    void aNegativeCountIsLessThanNothing() {
        assertThat(errors(csv(HEADER + "population,2025,-5\n")))
                .containsExactly("line 2, value: -5 {person} is less than nothing");
    }

    @Test
    void aPercentageOverAHundredIsNotedAndNeverCut() {
        ImportPlan plan = csv(HEADER + "satisfaction,2025,100.1\n");

        assertThat(value(plan, "satisfaction")).isEqualTo("100.1");
        assertThat(notes(plan)).containsExactly("line 2, value: 100.1 % is more than the whole");
    }

    @Test
    void aPartThatIsMoreThanTheWholeIsNoted() {
        assertThat(notes(csv(HEADER + "labour_force,2025,100\nlabour_force_ict,2025,120\n")))
                .contains("line 3, value: indicator 5.3 would be 120.0 %, more than the whole: labour_force_ict over"
                        + " labour_force");
    }

    @Test
    void aSpreadsheetsSerialIsNoDay() {
        assertThat(errors(csv("measure,year,value,as_of\npopulation,2025,1,45658\n")))
                .containsExactly(
                        "line 2, as_of: \"45658\" is no day such as 2025-04-01; as a spreadsheet counts days it would be"
                                + " 2025-01-01");
    }

    @ParameterizedTest
    @CsvSource({
        "2024, 'is 2024, but figures of 2025 are sent'",
        "25, '\"25\" is no year such as 2025'",
        "'', is empty; it has to be 2025"
    })
    void aRowOfAnotherYearIsRefused(String year, String answer) {
        assertThat(errors(csv(HEADER + "population," + year + ",1\n"))).containsExactly("line 2, year: " + answer);
    }

    @Test
    void aYearOfDataIsNotInTheFuture() {
        assertThat(errors(csv("measure,year,value,year_of_data\npopulation,2025,1,2026\n")))
                .containsExactly("line 2, year_of_data: 2026 is after 2025, the year the figure is reported for");
    }

    @Test
    void withoutNamesOfColumnsThereIsNoTable() {
        assertThat(errors(csv(ROW)))
                .containsExactly(
                        "row 1: has to name the columns, at least measure, year, value; it holds \"population, 2025,"
                                + " 1000\"");
        assertThat(errors(csv("")))
                .containsExactly("is empty; the first row names the columns, at least measure, year, value");
        assertThat(errors(csv("measure,year\npopulation,2025\n"))).containsExactly("row 1: has no column value");
    }

    @Test
    void aColumnThatIsThereTwiceOrUnknownIsNamed() {
        assertThat(errors(csv("measure,year,value,value,commend\npopulation,2025,1,2,x\n")))
                .containsExactly(
                        "row 1: there are two columns \"value\"",
                        "row 1: \"commend\" is no column; did you mean \"comment\"?");
        assertThat(errors(csv("measure,year,value,source,source_organisation\npopulation,2025,1,,\n")))
                .containsExactly("row 1: \"source\" and \"source_organisation\" are the same column");
    }

    @Test
    void aSecondHeaderBetweenTheRowsIsNoRow() {
        assertThat(errors(csv(HEADER + ROW + HEADER + "labour_force,2025,4\n")))
                .containsExactly("row 3: names the columns once more; two tables in one file?");
    }

    @Test
    void aNulByteIsNoText() {
        assertThat(errors(csv(HEADER + "population,2025,1\0\n")).getFirst()).startsWith("row 2: holds a NUL byte");
    }

    @Test
    void whatCannotBePrintedIsRefusedAtItsCell() {
        assertThat(errors(csv("measure,year,value,comment\npopulation,2025,1,a\u0007b\n")))
                .containsExactly("line 2, comment: holds characters that cannot be printed");
    }

    @Test
    void aMillionRowsAreNotReadToTheEnd() {
        byte[] million = (HEADER + "population,2025\n".repeat(1_000_000)).getBytes(ISO_8859_1);

        ImportPlan plan = csv(million);

        assertThat(errors(plan)).contains("has more than 10000 rows; that is no table of figures");
        assertThat(plan.changes()).isEmpty();
    }

    @Test
    void aLineOfTenMegabytesIsNamedAndNotRepeated() {
        List<String> errors =
                errors(csv("measure,year,value,comment\npopulation,2025,1," + "x".repeat(10 << 20) + "\n"));

        assertThat(errors)
                .containsExactly(
                        "row 2: its column 4 holds 10485760 characters, more than 10000; is a double quote missing?");
    }

    @Test
    void aQuoteThatIsNeverClosedIsNamed() {
        assertThat(errors(csv("measure,year,value,comment\npopulation,2025,1,\"open\n"))
                        .getFirst())
                .startsWith("is no CSV: ");
    }

    @Test
    void valuesThatStandInNoColumnAreNamed() {
        assertThat(errors(csv(HEADER + "population,2025,1,234\n")))
                .containsExactly("row 2: stands in no column; put values that hold a separator in quotes");
    }

    @Test
    void aWorkbookThatIsCalledCsvSaysWhatItIs() {
        assertThat(errors(csv(Workbooks.with(sheet -> {}))))
                .containsExactly("this is an XLSX or another zip, not CSV; send it as XLSX");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e99",
                "0.00000000000000000000000000000000000000001",
                "12345678901234567890123456789012345678901"
            })
    void anEndlessNumberIsRefused(String number) {
        assertThat(errors(csv(HEADER + "population,2025," + number + "\n")))
                .containsExactly("line 2, value: has more than 40 digits");
    }

    @Test
    void whatIsQuotedInAnAnswerIsShortAndPrintable() {
        String answer = errors(csv(HEADER + "\"" + "x\ny".repeat(1_000) + "\",2025,1\n"))
                .getFirst();

        assertThat(answer).hasSizeLessThan(200).doesNotContain("\n");
    }

    @Test
    void linesAreCountedAsAnEditorCountsThem() {
        String text =
                "# one\n\nmeasure,year,value,comment\n# four\nlabour_force,2025,1,\"two\nlines\"\npopulation,2025,x,\n";

        assertThat(errors(csv(text)).getFirst()).startsWith("line 7, value: ");
    }

    @Test
    void manyErrorsAreAllTold() {
        String rows = IntStream.range(0, 500)
                .mapToObj(i -> "unknown_" + i + ",2025,1\n")
                .collect(Collectors.joining());

        assertThat(errors(csv(HEADER + rows))).hasSize(500);
    }
}
