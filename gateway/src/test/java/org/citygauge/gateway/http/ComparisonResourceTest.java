package org.citygauge.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ComparisonResourceTest {
    private final RunningDoor door = RunningDoor.open(SampleCity.ofThree());

    @AfterAll
    void close() {
        door.close();
    }

    @Test
    void openDataHaveTheColumnsThatCitiesPublishAndRecompute() {
        HttpResponse<String> answer = door.get("/api/v1/open-data?year=2026");

        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        List<String> lines = answer.body().lines().toList();
        assertThat(lines)
                .first()
                .isEqualTo("type,topic,id,indicator,period,numerator,denominator,value,value_type,sources");
        String[] parking = lines.get(2).split(",");
        assertThat(parking).startsWith("ISO 37122:2019", "Transportation", "19.8");
        assertThat(parking[4]).isEqualTo("2026");
        assertThat(new BigDecimal(parking[7]))
                .isEqualByComparingTo(new BigDecimal(parking[5])
                        .multiply(BigDecimal.valueOf(100))
                        .divide(new BigDecimal(parking[6]), org.citygauge.indicators.formula.Formula.QUOTIENT));
    }

    @Test
    void anIndicatorWithoutAValueIsThereWithEmptyCells() {
        assertThat(door.get("/api/v1/open-data").body().lines())
                .anyMatch(line -> line.matches(".*,23.1,[^,]*,2026,,8,,%,"));
    }

    @Test
    void twoYearsAsCsvHaveALineForEachIndicator() throws IOException {
        assertThat(door.get("/api/v1/comparison?year=2026&with=2025&format=csv")
                        .body()
                        .lines())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("19.8,") && line.contains(",0,0,"));
    }

    @Test
    void aYearIsNotComparedWithItself() {
        HttpResponse<String> answer = door.get("/api/v1/comparison?year=2026&with=2026");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("with");
    }
}
