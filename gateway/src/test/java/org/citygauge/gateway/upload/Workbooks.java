package org.citygauge.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Workbooks as people, programs and enemies make them. */
final class Workbooks {
    private Workbooks() {}

    /** A workbook with one sheet, made by {@code filling}. */
    static byte[] with(Consumer<XSSFSheet> filling) {
        try (var workbook = new XSSFWorkbook();
                var out = new ByteArrayOutputStream()) {
            filling.accept(workbook.createSheet("Sheet1"));
            workbook.write(out);
            return out.toByteArray();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A workbook with a header and one row, whose value is set by {@code value}. */
    static byte[] withValue(Consumer<org.apache.poi.xssf.usermodel.XSSFCell> value) {
        return with(sheet -> {
            row(sheet, 0, "measure", "year", "value", "as_of");
            row(sheet, 1, "population");
            sheet.getRow(1).createCell(1).setCellValue(2025);
            value.accept(sheet.getRow(1).createCell(2));
        });
    }

    static void row(XSSFSheet sheet, int number, String... texts) {
        Row row = sheet.createRow(number);
        for (int i = 0; i < texts.length; i++) {
            row.createCell(i).setCellValue(texts[i]);
        }
    }

    /** The same workbook with the text of one part changed. */
    static byte[] edited(byte[] workbook, String part, UnaryOperator<String> change) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(workbook))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        if (parts.computeIfPresent(
                        part,
                        (name, bytes) -> change.apply(new String(bytes, UTF_8)).getBytes(UTF_8))
                == null) {
            throw new IllegalArgumentException(part + " is none of " + parts.keySet());
        }
        return zip(zip -> {
            for (Map.Entry<String, byte[]> each : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
            }
        });
    }

    interface Packing {
        void into(ZipOutputStream zip) throws IOException;
    }

    static byte[] zip(Packing packing) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            packing.into(zip);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return out.toByteArray();
    }
}
