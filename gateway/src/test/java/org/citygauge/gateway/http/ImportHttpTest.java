package org.citygauge.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables of figures over HTTP: out as a template, back in as drafts. */
class ImportHttpTest {
    private static final String IMPORT = "/api/v1/figures/import?year=2026";
    private static final String ROWS = "measure,year,value\npopulation,2026,1000\nlabour_force,2026,400\n";

    private final RunningDoor door = RunningDoor.open(SampleCity.ofTheStandard());

    @AfterEach
    void close() {
        door.close();
    }

    private JsonObject send(String path, String type, String body, int status) {
        HttpResponse<String> answer = door.post(path, type, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new JsonObject(answer.body());
    }

    private int figures() {
        return new io.vertx.core.json.JsonArray(
                        door.get("/api/v1/figures?year=2026").body())
                .size();
    }

    @Test
    void aPreviewChangesNothingAndAnImportMakesDrafts() {
        JsonObject preview = send(IMPORT + "&preview=true", "text/csv", ROWS, 200);
        assertThat(preview.getInteger("new")).isEqualTo(2);
        assertThat(preview.getBoolean("applied")).isFalse();
        assertThat(figures()).isZero();

        JsonObject taken = send(IMPORT + "&name=f.csv", "text/csv; charset=utf-8", ROWS, 200);
        assertThat(taken.getBoolean("applied")).isTrue();
        assertThat(figures()).isEqualTo(2);
        assertThat(send(IMPORT, "text/csv", ROWS, 200).getInteger("unchanged")).isEqualTo(2);
        assertThat(door.get("/api/v1/audit").body()).contains(taken.getString("sha256"), "f.csv");
    }

    @Test
    void oneErrorAndNothingIsTaken() {
        String rows = ROWS + "popullation,2026,1\n";

        JsonObject problem = send(IMPORT, "text/csv", rows, 422);

        assertThat(problem.getString("detail")).startsWith("1 error; nothing was taken. The first: line 4, measure: ");
        assertThat(problem.getJsonArray("errors").getJsonObject(0).getInteger("row"))
                .isEqualTo(4);
        assertThat(figures()).isZero();
        JsonObject preview = send(IMPORT + "&preview=true", "text/csv", rows, 200);
        assertThat(preview.getInteger("errorCount")).isEqualTo(1);
        assertThat(preview.getInteger("new")).isEqualTo(2);
    }

    @Test
    void whatIsMissingOrOfNoUseInTheRequestIsNamed() {
        assertThat(send("/api/v1/figures/import", "text/csv", ROWS, 400).getString("detail"))
                .startsWith("year: is missing");
        assertThat(send(IMPORT, "application/json", ROWS, 415).getString("detail"))
                .contains("text/csv");
        assertThat(send(IMPORT + "&preview=perhaps", "text/csv", ROWS, 400).getString("detail"))
                .startsWith("preview: ");
        assertThat(door.get("/api/v1/figures/template?format=ods").statusCode()).isEqualTo(400);
    }

    @Test
    void theTemplateListsWhatIsMissingAndComesBackAsItWent() {
        HttpResponse<String> csv = door.get("/api/v1/figures/template?year=2026&format=csv");

        assertThat(csv.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"figures-2026.csv\"");
        List<String> lines = csv.body().lines().toList();
        assertThat(lines.getFirst())
                .isEqualTo("measure,title,unit,aggregation,hint,owner,year,value,year_of_data,source_organisation,"
                        + "source_document,source_address,method,comment,not_available_because,as_of,evidence");
        assertThat(lines.get(1)).contains("The thing counted", ",2026,").contains("as on 2026-12-31; for ");
        assertThat(lines).hasSize(1 + 9);
        JsonObject back = send(IMPORT, "text/csv", csv.body(), 200);
        assertThat(back.getInteger("skipped")).isEqualTo(9);
        assertThat(back.getInteger("new")).isZero();
    }

    @Test
    void theWorkbookIsFilledInWhereItIsOpenAndTakenIn() throws IOException, InterruptedException {
        byte[] template = bytes("/api/v1/figures/template?year=2026&format=xlsx");
        byte[] filled;
        try (var workbook = new XSSFWorkbook(new ByteArrayInputStream(template));
                var out = new java.io.ByteArrayOutputStream()) {
            XSSFSheet sheet = workbook.getSheet("Figures");
            assertThat(sheet.getPaneInformation().isFreezePane()).isTrue();
            assertThat(sheet.getProtect()).isTrue();
            assertThat(sheet.getDataValidations()).hasSize(2);
            Row row = sheet.getRow(1);
            assertThat(row.getCell(0).getCellStyle().getLocked()).isTrue();
            assertThat(row.getCell(7).getCellStyle().getLocked()).isFalse();
            row.getCell(2).setBlank(); // the sample city counts everything in spaces
            row.getCell(7).setCellValue(12.5);
            row.getCell(9).setCellValue("=Office");
            workbook.write(out);
            filled = out.toByteArray();
        }

        HttpResponse<String> answer = door.send(door.request(IMPORT)
                .header("Content-Type", ImportResource.XLSX)
                .POST(HttpRequest.BodyPublishers.ofByteArray(filled)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()).getInteger("new")).isEqualTo(1);
        assertThat(door.get("/api/v1/figures?year=2026").body()).contains("12.5", "=Office");
        assertThat(door.get("/api/v1/figures/template?year=2026&format=csv").body())
                .contains(",12.5,", ",'=Office,");
    }

    private byte[] bytes(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(door.url() + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        }
    }
}
