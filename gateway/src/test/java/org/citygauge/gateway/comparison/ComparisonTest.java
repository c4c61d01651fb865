package org.citygauge.gateway.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.citygauge.indicators.catalogue.Better;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.catalogue.IndicatorNumber;
import org.citygauge.indicators.catalogue.Theme;
import org.citygauge.indicators.formula.Formula;
import org.citygauge.indicators.measure.MeasureId;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
    private static final Method ENTERED =
            new Method("100 × a ÷ b", "sum in {space}, entered", "sum in {space}, entered");
    private static final Method METERED =
            new Method("100 × a ÷ b", "sum in {space}, sensors: free of bay", "sum in {space}, entered");

    private static Indicator indicator(String number, String unit, Better better) {
        IndicatorNumber its = IndicatorNumber.parse(number);
        return new Indicator(
                its,
                new Theme(its.theme(), "Transportation"),
                "Spaces",
                unit,
                new Formula(BigDecimal.valueOf(100), new MeasureId("a"), new MeasureId("b"), false),
                better,
                "a by b",
                "");
    }

    private static Standing standing(int year, Better better, String value) {
        return standing(year, indicator("19.8", "%", better), value, ENTERED);
    }

    private static Standing standing(int year, Indicator indicator, String value, Method method) {
        return value.isEmpty()
                ? new Standing(indicator, year, "incomplete", Optional.empty(), method, Set.of())
                : new Standing(indicator, year, "computed", Optional.of(new BigDecimal(value)), method, Set.of());
    }

    private static Change change(Standing before, Standing after) {
        return Comparison.of(List.of(before), List.of(after), true).changes().getFirst();
    }

    @Test
    void aChangeIsExactAndRelativeToTheValueBefore() {
        Change change = change(standing(2024, Better.HIGHER, "66.87"), standing(2025, Better.HIGHER, "73.557"));

        assertThat(change.absolute()).contains(new BigDecimal("6.687"));
        assertThat(change.relative().orElseThrow()).isEqualByComparingTo("0.1");
        assertThat(change.direction()).isEqualTo(Change.Direction.BETTER);
        assertThat(change.methodologyChanged()).isFalse();
    }

    @Test
    void whetherMoreIsBetterIsTheIndicatorsAffair() {
        assertThat(change(standing(2024, Better.LOWER, "2"), standing(2025, Better.LOWER, "3"))
                        .direction())
                .isEqualTo(Change.Direction.WORSE);
        assertThat(change(standing(2024, Better.NEUTRAL, "2"), standing(2025, Better.NEUTRAL, "3"))
                        .direction())
                .isEqualTo(Change.Direction.NEUTRAL);
        assertThat(change(standing(2024, Better.LOWER, "2.0"), standing(2025, Better.LOWER, "2"))
                        .direction())
                .isEqualTo(Change.Direction.UNCHANGED);
    }

    @Test
    void aFallBelowZeroIsRelativeToTheSizeOfWhatWas() {
        Change change = change(standing(2024, Better.HIGHER, "-4"), standing(2025, Better.HIGHER, "-6"));

        assertThat(change.relative().orElseThrow()).isEqualByComparingTo("-0.5");
        assertThat(change.direction()).isEqualTo(Change.Direction.WORSE);
    }

    @Test
    void fromZeroThereIsNoRelativeChange() {
        Change change = change(standing(2024, Better.HIGHER, "0"), standing(2025, Better.HIGHER, "5"));

        assertThat(change.absolute()).contains(new BigDecimal("5"));
        assertThat(change.relative()).isEmpty();
    }

    @Test
    void aValueThatIsMissingOnOneSideIsNoChange() {
        Change change = change(standing(2024, Better.HIGHER, ""), standing(2025, Better.HIGHER, "5"));

        assertThat(change.absolute()).isEmpty();
        assertThat(change.direction()).isEqualTo(Change.Direction.UNKNOWN);
    }

    @Test
    void otherUnitsAreNotSubtracted() {
        Change change = change(
                standing(2024, indicator("19.8", "%", Better.HIGHER), "5", ENTERED),
                standing(2025, indicator("19.8", "1/km2", Better.HIGHER), "6", ENTERED));

        assertThat(change.absolute()).isEmpty();
        assertThat(change.methodology()).containsExactly("unit: % became 1/km2");
    }

    @Test
    void anotherSourceIsAnotherMethodWithinACityAndNotBetweenTwo() {
        Indicator indicator = indicator("19.8", "%", Better.HIGHER);
        List<Standing> before = List.of(standing(2024, indicator, "5", ENTERED));
        List<Standing> after = List.of(standing(2025, indicator, "6", METERED));

        assertThat(Comparison.of(before, after, true).changes().getFirst().methodology())
                .containsExactly("numerator: sum in {space}, entered became sum in {space}, sensors: free of bay");
        assertThat(Comparison.of(before, after, false).changes().getFirst().methodologyChanged())
                .isFalse();
    }

    @Test
    void anIndicatorThatOnlyOneSideKnowsIsThere() {
        var comparison = Comparison.of(
                List.of(standing(2024, indicator("19.10", "%", Better.HIGHER), "5", ENTERED)),
                List.of(standing(2025, indicator("19.9", "%", Better.HIGHER), "6", ENTERED)),
                true);

        assertThat(comparison.changes())
                .extracting(change -> change.indicator().number().toString())
                .containsExactly("19.9", "19.10");
        assertThat(ComparisonTable.csv(comparison).lines())
                .containsExactly(
                        String.join(",", ComparisonTable.COLUMNS),
                        "19.9,Spaces,%,,,,2025,computed,6,,,higher,unknown,false,,",
                        "19.10,Spaces,%,2024,computed,5,,,,,,higher,unknown,false,,");
    }
}
