package org.citygauge.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the gateway answers as its own description says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenApiTest {
    private static final String READINGS = "{\"readings\":[{\"sensor\":\"bay-1\",\"value\":1}]}";

    private final ApiDescription description = ApiDescription.read();
    private final RunningDoor door = RunningDoor.open(SampleCity.ofThree());

    @AfterAll
    void close() {
        door.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /api/v1/city                                | /api/v1/city                        | 200
                    /api/v1/indicators                          | /api/v1/indicators                  | 200
                    /api/v1/indicators?nonsense=1               | /api/v1/indicators                  | 400
                    /api/v1/indicators/10.4                     | /api/v1/indicators/{number}         | 200
                    /api/v1/indicators/19.8                     | /api/v1/indicators/{number}         | 200
                    /api/v1/indicators/23.1                     | /api/v1/indicators/{number}         | 200
                    /api/v1/indicators/23.99                    | /api/v1/indicators/{number}         | 404
                    /api/v1/indicators/19.8/sensors             | /api/v1/indicators/{number}/sensors | 200
                    /api/v1/certification                       | /api/v1/certification               | 200
                    /api/v1/figures/template?format=ods         | /api/v1/figures/template            | 400
                    /api/v1/ladders                             | /api/v1/ladders                     | 200
                    /api/v1/indicators?year=2024&revision=1     | /api/v1/indicators                  | 200
                    /api/v1/indicators?year=2024&revision=2     | /api/v1/indicators                  | 400
                    /api/v1/indicators?revision=1               | /api/v1/indicators                  | 400
                    /api/v1/years                               | /api/v1/years                       | 200
                    /api/v1/years/2024                          | /api/v1/years/{year}                | 200
                    /api/v1/years/2025                          | /api/v1/years/{year}                | 200
                    /api/v1/years/2099                          | /api/v1/years/{year}                | 400
                    /api/v1/years/soon                          | /api/v1/years/{year}                | 400
                    /api/v1/comparison?with=2024                | /api/v1/comparison                  | 200
                    /api/v1/comparison?with=2026                | /api/v1/comparison                  | 400
                    /api/v1/sensors                             | /api/v1/sensors                     | 200
                    /api/v1/sensors/bay-1                       | /api/v1/sensors/{id}                | 200
                    /api/v1/sensors/unheard%2Fof                | /api/v1/sensors/{id}                | 404
                    /api/v1/sensors/bay-1/summary               | /api/v1/sensors/{id}/summary        | 200
                    /api/v1/assets                              | /api/v1/assets                      | 200
                    /api/v1/dead-letters                        | /api/v1/dead-letters                | 200
                    /api/v1/books                               | /api/v1/books                       | 200
                    /api/v1/projections/influx                  | /api/v1/projections/influx          | 200
                    /health/live                                | /health/live                        | 200
                    /health/ready                               | /health/ready                       | 200
                    """)
    void anAnswerIsAsDescribed(String request, String path, int status) throws IOException {
        assertDescribed(door.get(request), "get", path, status);
    }

    @Test
    void answersToPostsAreAsDescribed() throws IOException {
        String path = "/api/v1/readings";
        assertDescribed(door.post(path, "application/json", READINGS), "post", path, 202);
        assertDescribed(door.post(path + "?wait=stored", "application/json", READINGS), "post", path, 200);
        assertDescribed(door.post(path, "application/json", "[]"), "post", path, 400);
        assertDescribed(door.post(path, "text/plain", "1"), "post", path, 415);
        String replay = "/api/v1/dead-letters/replay";
        assertDescribed(door.post(replay, "application/json", ""), "post", replay, 200);
        assertDescribed(
                door.post("/api/v1/dead-letters/7/replay", "application/json", ""),
                "post",
                "/api/v1/dead-letters/{id}/replay",
                200);
    }

    @Test
    void closingAYearIsAsDescribed() throws IOException {
        String close = "/api/v1/years/{year}/close";
        assertDescribed(door.post("/api/v1/years/2024/close", "application/json", ""), "post", close, 200);
        assertDescribed(door.post("/api/v1/years/2025/close", "application/json", ""), "post", close, 409);
        String restate = "/api/v1/years/{year}/restate";
        String reason = "{\"reason\":\"a late meter\"}";
        HttpResponse<String> restated = door.post("/api/v1/years/2025/restate", "application/json", reason);
        assertDescribed(restated, "post", restate, 200);
        assertThat(restated.body()).contains("\"revision\":2", "a late meter");
        assertDescribed(door.post("/api/v1/years/2024/restate", "application/json", reason), "post", restate, 409);
        for (String none : List.of("", "{}", "[]", "{\"reason\":7}", "{\"reason\":\" \"}")) {
            assertDescribed(door.post("/api/v1/years/2025/restate", "application/json", none), "post", restate, 400);
        }
    }

    @Test
    void aBackupIsAsDescribed() throws IOException {
        String path = "/api/v1/backups";
        HttpResponse<String> begun = door.post(path, "application/json", "");
        assertDescribed(begun, "post", path, 202);
        String location = begun.headers().firstValue("Location").orElseThrow();
        assertDescribed(door.get(location), "get", path + "/{id}", 200);
        assertDescribed(door.get(path + "/none"), "get", path + "/{id}", 404);
        HttpResponse<String> file = door.get(location + "/file");
        assertThat(file.headers().firstValue("Content-Type")).contains("application/vnd.sqlite3");
        assertThat(file.body()).isEqualTo(FakeBackups.ARCHIVE);
    }

    @Test
    void aPackageIsAsDescribed() throws IOException {
        String path = "/api/v1/snapshots";
        assertDescribed(door.post(path, "application/json", ""), "post", path, 400);
        assertDescribed(door.post(path + "?year=2024", "application/json", ""), "post", path, 409);
        HttpResponse<String> begun = door.post(path + "?year=2024&draft=true", "application/json", "");
        assertDescribed(begun, "post", path, 202);
        String location = begun.headers().firstValue("Location").orElseThrow();
        assertDescribed(door.get(location), "get", path + "/{id}", 200);
        assertDescribed(door.get(location + "/file"), "get", path + "/{id}/file", 409);
        assertDescribed(door.get(path + "/none"), "get", path + "/{id}", 404);
    }

    @Test
    void whatARebuildIsAnsweredIsAsDescribed() throws IOException {
        try (RunningDoor own = RunningDoor.open(SampleCity.ofThree())) {
            String path = "/api/v1/projections/influx/rebuild";
            assertDescribed(own.post(path + "?from=soon", "application/json", ""), "post", path, 400);
            assertDescribed(own.post(path + "?from=2999-01-01", "application/json", ""), "post", path, 400);
            HttpResponse<String> begun =
                    own.post(path + "?from=2025-01-01&to=2025-01-02T00:00:00Z", "application/json", "");
            assertDescribed(begun, "post", path, 202);
            assertThat(begun.body()).contains("\"from\":\"2025-01-01T00:00:00Z\",\"to\":\"2025-01-02T00:00:00Z\"");
            assertDescribed(own.post(path, "application/json", ""), "post", path, 409);
            assertDescribed(own.get("/api/v1/projections/influx"), "get", "/api/v1/projections/influx", 200);
        }
    }

    @Test
    void theDescriptionItselfIsServed() {
        HttpResponse<String> response = door.get("/openapi.yaml");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/yaml");
        assertThat(response.body()).startsWith("openapi: 3.1.0");
    }

    @Test
    void everyPathIsDescribedAndEveryDescribedPathIsThere() {
        assertThat(description.described()).isEqualTo(served());
    }

    /** All endpoints but the files that belong to the page. */
    private Set<String> served() {
        Set<String> files = Set.of("/page.css", "/page.js", "/sensors.js", "/icon.svg");
        Set<String> served = new TreeSet<>();
        for (Resource resource : door.resources()) {
            for (Endpoint endpoint : resource.endpoints()) {
                if (!files.contains(endpoint.path())) {
                    served.add(endpoint.method().name().toLowerCase(Locale.ROOT) + " "
                            + endpoint.path().replaceAll(":([a-z0-9]+)", "{$1}"));
                }
            }
        }
        return served;
    }

    private void assertDescribed(HttpResponse<String> response, String method, String path, int status)
            throws IOException {
        description.assertDescribed(response, method, path, status);
    }
}
