package org.citygauge.gateway.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.figure.Figure;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.figure.NotAvailable;
import org.citygauge.gateway.ledger.Content;
import org.citygauge.gateway.ledger.FigureState;
import org.citygauge.gateway.ledger.FigureVersion;
import org.citygauge.gateway.ledger.Source;
import org.citygauge.indicators.catalogue.Catalogues;
import org.citygauge.indicators.measure.Measure;
import org.citygauge.indicators.measure.MeasureId;
import org.junit.jupiter.api.Test;

class FigureRulesTest {
    private static final FigureRules RULES = new FigureRules(Catalogues.iso37122(), "EUR");
    private static final MeasureId SPACES = new MeasureId("public_parking_spaces_total");

    private static Measure measure(String id) {
        return RULES.measure(id).orElseThrow();
    }

    private static Content content(String value, String unit) {
        return Content.of(new BigDecimal(value), unit, 2025);
    }

    private static FigureVersion version(String measure, Content content) {
        return new FigureVersion(
                1, new MeasureId(measure), 2025, content, FigureState.APPROVED, Instant.EPOCH, "ann", "");
    }

    @Test
    void anUnknownMeasureIsAnsweredWithTheNearest() {
        assertThat(RULES.measure("populaton")).isEmpty();
        assertThat(RULES.unknownMeasure("populaton"))
                .isEqualTo("\"populaton\" is no measure of the catalogue; did you mean \"population\"?");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThat(RULES.flaws(
                        measure("population"),
                        new Content(
                                Optional.of(new BigDecimal("-3")),
                                "kg",
                                25,
                                Source.NONE,
                                "",
                                "x".repeat(10_001),
                                Optional.empty(),
                                Optional.empty(),
                                List.of())))
                .extracting(flaw -> flaw.field() + ": " + flaw.text())
                .containsExactly(
                        "value: -3 {person} is less than nothing",
                        "unit: \"kg\" does not convert into {person}, the unit of population",
                        "yearOfData: 25 is no year such as 2025",
                        "comment: is longer than 10000 characters");
    }

    @Test
    void aShareOverTheWholeIsRemarkableAndNotWrong() {
        var others = new Figures(
                List.of(new Figure(SPACES, 2025, BigDecimal.valueOf(100), "{space}", "", Optional.empty(), "")));
        Content live = content("160", "");
        Measure numerator = measure(Catalogues.iso37122().inOrder().stream()
                .filter(indicator -> indicator.formula().denominator().equals(SPACES))
                .findFirst()
                .orElseThrow()
                .formula()
                .numerator()
                .value());
        assertThat(RULES.flaws(numerator, live)).isEmpty();
        assertThat(RULES.remarks(numerator, 2025, live, others))
                .anyMatch(remark -> remark.contains("would be 160.0 %, more than the whole"));
        assertThat(RULES.remarks(numerator, 2025, content("100", ""), others)).isEmpty();
        assertThat(RULES.remarks(numerator, 2024, live, others)).isEmpty();
    }

    @Test
    void theFactorIsAppliedOnceAFigureCounts() {
        Figures figures = RULES.figures(List.of(
                version("population", content("563311.0", "")),
                version("final_energy_use_total", content("1.5", "MWh")),
                version("no_longer_there", content("1", "")),
                version(
                        "households",
                        new Content(
                                Optional.empty(),
                                "",
                                2025,
                                Source.NONE,
                                "",
                                "",
                                Optional.of("not counted"),
                                Optional.empty(),
                                List.of()))));
        assertThat(figures.all())
                .extracting(Figure::value)
                .containsExactly(new BigDecimal("563311.0"), new BigDecimal("5.40"));
        assertThat(figures.notAvailable())
                .containsExactly(new NotAvailable(new MeasureId("households"), 2025, "not counted"));
    }
}
