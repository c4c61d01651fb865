package org.citygauge.gateway.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.gateway.SmallCatalogue;
import org.citygauge.gateway.config.Checked;
import org.citygauge.gateway.config.Problem;
import org.citygauge.gateway.ledger.Content;
import org.citygauge.gateway.ledger.FigureKey;
import org.citygauge.gateway.ledger.Source;
import org.citygauge.indicators.measure.MeasureId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresReaderTest {
    private static final String HEADER = "measure,year,value,unit,source,as_of,note\n";

    private static final FigureRules RULES = new FigureRules(SmallCatalogue.catalogue(), "EUR");

    @TempDir
    Path city;

    private Checked<Map<FigureKey, Content>> read(String text) throws IOException {
        Path file = Files.writeString(city.resolve("figures.csv"), text);
        return new FiguresReader(RULES).read(file);
    }

    private Map<FigureKey, Content> valid(String text) throws IOException {
        return switch (read(text)) {
            case Checked.Valid<Map<FigureKey, Content>>(var figures) -> figures;
            case Checked.Invalid<Map<FigureKey, Content>>(var problems) ->
                throw new AssertionError(problems.toString());
        };
    }

    @Test
    void aMissingFileCountsAsEmpty() {
        assertThat(new FiguresReader(RULES).read(city.resolve("none.csv")))
                .isInstanceOfSatisfying(
                        Checked.Valid.class, valid -> assertThat(valid.value()).isEqualTo(Map.of()));
    }

    @Test
    void aFigureIsReadWhole() throws IOException {
        assertThat(valid(HEADER + "population,2025,563311,{person},census office,2025-06-30,\"first, revised\"\n"))
                .containsExactly(Map.entry(
                        new FigureKey(new MeasureId("population"), 2025),
                        new Content(
                                Optional.of(new BigDecimal("563311")),
                                "{person}",
                                2025,
                                new Source("census office", "", ""),
                                "",
                                "first, revised",
                                Optional.empty(),
                                Optional.of(LocalDate.of(2025, 6, 30)),
                                List.of())));
    }

    @Test
    void moneyIsInTheCitysCurrencyAndAnEmptyUnitIsTheMeasures() throws IOException {
        assertThat(valid(HEADER + """
                        budget_total,2025,1.5e9,EUR,,,
                        budget_total,2024,-7,{currency},,,
                        population,2025,1,,,,
                        """).values())
                .extracting(content -> content.value().orElseThrow().toPlainString())
                .containsExactly("1500000000", "-7", "1");
    }

    @Test
    void allProblemsAreFoundAtOnceWithTheirLines() throws IOException {
        assertThat(read(HEADER + """
                        populaton,2025,1,,,,
                        population,25,1,,,,
                        population,2025,-1,,,,
                        population,2025,2,,,,
                        # population,2026,3,,,,
                        population,2024,,,,yesterday,
                        budget_total,2025,1,USD,,,
                        energy_total,2025,"1,5",m3,,,
                        """).problemsFound())
                .extracting(Problem::toString)
                .containsExactly(
                        "figures.csv:2: measure: \"populaton\" is no measure of the catalogue; did you mean \"population\"?",
                        "figures.csv:3: year: \"25\" is no year such as 2025",
                        "figures.csv:4: value: -1 {person} is less than nothing",
                        "figures.csv:5: measure: line 4 holds this measure's figure of the year already",
                        "figures.csv:7: value: is empty",
                        "figures.csv:7: as_of: \"yesterday\" is no day such as 2025-04-01",
                        "figures.csv:8: unit: \"USD\" does not convert into EUR, the unit of budget_total",
                        "figures.csv:9: value: \"1,5\" is no number; write a decimal point",
                        "figures.csv:9: unit: \"m3\" does not convert into kW.h, the unit of energy_total");
    }
}
