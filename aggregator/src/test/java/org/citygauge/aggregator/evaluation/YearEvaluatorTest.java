package org.citygauge.aggregator.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.citygauge.aggregator.figure.Figure;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.figure.NotAvailable;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.measure.Aggregation;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.Measure;
import org.citygauge.indicators.measure.MeasureId;
import org.citygauge.indicators.measure.Unit;
import org.junit.jupiter.api.Test;

/** How a year's number is made, definition by definition; what the sensors gave is given. */
class YearEvaluatorTest {
    private static final ReportingCalendar CALENDAR =
            new ReportingCalendar(ZoneId.of("Europe/Berlin"), MonthDay.of(1, 1));
    private static final Instant END = CALENDAR.span(2025).to();
    private static final MeasureId ID = new MeasureId("measure");

    private final Map<String, Contribution> given = new HashMap<>();
    private final Map<String, Instant> heard = new HashMap<>();
    private Figures figures = Figures.NONE;

    private MeasureState evaluate(
            Aggregation aggregation, String unit, Binding binding, Register register, Instant reference) {
        var measure = new Measure(ID, "a measure", new Unit(unit), aggregation, binding);
        var evaluator = new YearEvaluator(new Catalogue("test", Map.of(), Map.of(ID, measure)), CALENDAR, 3);
        YearState state = evaluator.evaluate(2025, reference, register, figures, new SensorFacts() {
            @Override
            public Contribution contribution(Sensor sensor) {
                return given.getOrDefault(sensor.id(), amounts(0, "0"));
            }

            @Override
            public long lastHeard(Sensor sensor) {
                Instant last = heard.get(sensor.id());
                return last == null ? Long.MIN_VALUE : MicroTime.of(last);
            }
        });
        return Objects.requireNonNull(state.measures().get(ID));
    }

    private static Contribution amounts(long count, String sum) {
        return contribution(count, sum, "0", Map.of());
    }

    private static Contribution contribution(
            long count, String sum, String growth, Map<BigDecimal, Contribution.Stay> stays) {
        return new Contribution(
                count,
                new BigDecimal(sum),
                Optional.empty(),
                Optional.empty(),
                new BigDecimal(growth),
                stays,
                Optional.empty(),
                Optional.empty(),
                count,
                10,
                Map.of());
    }

    private static Asset asset(String id, String assetClass, Map<String, String> columns, Span inService) {
        return new Asset(id, assetClass, "", columns, inService);
    }

    private static Asset asset(String id, String assetClass, Map<String, String> columns) {
        return asset(id, assetClass, columns, Span.ALWAYS);
    }

    private static Sensor sensor(String id, String asset, String quantity, String unit, SensorKind kind) {
        return new Sensor(
                id,
                asset,
                quantity,
                new Unit(unit),
                kind,
                Duration.ofHours(1),
                Span.ALWAYS,
                Sensor.Limits.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Register register(List<Asset> assets, Sensor... sensors) {
        return new Register(assets, List.of(sensors), Set.of("id", "class", "weight", "drive"));
    }

    private static Binding.Register counted(boolean live) {
        return new Binding.Register("bay", Map.of(), Optional.empty(), live);
    }

    @Test
    void aRegisterWithoutAnAssetOfTheClassSaysSo() {
        MeasureState state = evaluate(Aggregation.LAST, "{bay}", counted(false), Register.EMPTY, END);
        assertThat(state.missing()).contains("the register has no asset of class bay");
    }

    @Test
    void aColumnThatIsNotThereIsNamed() {
        var binding = new Binding.Register("bay", Map.of(), Optional.of("area_km2"), false);
        MeasureState state =
                evaluate(Aggregation.LAST, "km2", binding, register(List.of(asset("a", "bay", Map.of()))), END);
        assertThat(state.missing()).contains("assets.csv has no column area_km2");
    }

    @Test
    void noAssetThatMeetsTheConditionIsZero() {
        var binding = new Binding.Register("bus", Map.of("drive", "electric"), Optional.empty(), false);
        Register register = register(List.of(asset("a", "bus", Map.of("drive", "diesel"))));
        assertThat(evaluate(Aggregation.LAST, "{bus}", binding, register, END).value())
                .contains(BigDecimal.ZERO);
    }

    @Test
    void anEmptyWeightCountsOne() {
        var binding = new Binding.Register("bay", Map.of(), Optional.of("weight"), false);
        Register register = register(List.of(asset("a", "bay", Map.of("weight", "2.5")), asset("b", "bay", Map.of())));
        assertThat(evaluate(Aggregation.LAST, "{bay}", binding, register, END).value())
                .contains(new BigDecimal("3.5"));
    }

    @Test
    void anAssetIsLiveForThreeIntervalsAfterAReadingBothEndsExcluded() {
        Register register =
                register(List.of(asset("a", "bay", Map.of())), sensor("s", "a", "q", "1", SensorKind.STATE));
        Instant heardAt = Instant.parse("2025-06-01T00:00:00Z");
        heard.put("s", heardAt);
        assertThat(liveAt(register, heardAt.plus(Duration.ofHours(3)).minusMillis(1)))
                .isEqualTo("1");
        assertThat(liveAt(register, heardAt.plus(Duration.ofHours(3)))).isEqualTo("0");
    }

    private String liveAt(Register register, Instant reference) {
        return evaluate(Aggregation.LIVE_COUNT, "{bay}", counted(true), register, reference)
                .value()
                .orElseThrow()
                .toPlainString();
    }

    @Test
    void anAssetOutOfServiceDoesNotCountAndOneUntilTheYearsEndDoes() {
        Register register = register(List.of(
                asset("gone", "bay", Map.of(), new Span(Instant.MIN, Instant.parse("2025-03-01T00:00:00Z"))),
                asset("to the end", "bay", Map.of(), new Span(Instant.MIN, END)),
                asset("from the end", "bay", Map.of(), new Span(END, Instant.MAX))));
        assertThat(evaluate(Aggregation.LAST, "{bay}", counted(false), register, END)
                        .value())
                .contains(BigDecimal.ONE);
    }

    @Test
    void aSumOverTheRegisterTakesWhatCameIntoServiceInTheYear() {
        Register register = register(List.of(
                asset("old", "bay", Map.of(), new Span(Instant.parse("2024-05-01T00:00:00Z"), Instant.MAX)),
                asset("new", "bay", Map.of(), new Span(CALENDAR.span(2025).from(), Instant.MAX)),
                asset("always", "bay", Map.of())));
        assertThat(evaluate(Aggregation.SUM, "{bay}", counted(false), register, END)
                        .value())
                .contains(BigDecimal.ONE);
    }

    private static Register energy() {
        return register(
                List.of(
                        asset("import", "grid", Map.of()),
                        asset("roof", "generator", Map.of()),
                        asset("export", "feed_in", Map.of())),
                sensor("i", "import", "energy", "kW.h", SensorKind.COUNTER),
                sensor("r", "roof", "energy", "MW.h", SensorKind.COUNTER),
                sensor("e", "export", "energy", "kW.h", SensorKind.COUNTER));
    }

    @Test
    void growthOfSeveralClassesIsAddedAndTakenOffInTheMeasuresUnit() {
        given.put("i", contribution(1, "0", "3918.729", Map.of()));
        given.put("r", contribution(1, "0", "11.000981", Map.of()));
        given.put("e", contribution(1, "0", "8730.949", Map.of()));
        var binding = new Binding.Sensors(
                List.of("grid", "generator"), List.of("feed_in"), Map.of(), "energy", Optional.empty());
        assertThat(evaluate(Aggregation.COUNTER, "GJ", binding, energy(), END)
                        .value()
                        .orElseThrow())
                .isEqualByComparingTo("22.2795396");
    }

    @Test
    void aClassToAddThatTheRegisterLacksMakesTheMeasureMissing() {
        var binding = new Binding.Sensors(List.of("grid", "wind"), List.of(), Map.of(), "energy", Optional.empty());
        assertThat(evaluate(Aggregation.COUNTER, "GJ", binding, energy(), END).missing())
                .contains("the register has no asset of class wind");
    }

    @Test
    void aUnitThatDoesNotFitExcludesTheSensorAndIsFlagged() {
        var binding = new Binding.Sensors(List.of("grid"), List.of(), Map.of(), "energy", Optional.empty());
        MeasureState state = evaluate(Aggregation.COUNTER, "m3", binding, energy(), END);
        assertThat(state.value()).isEmpty();
        assertThat(state.flags()).contains(Flag.UNIT_INCOMPATIBLE);
    }

    @Test
    void timeInAStateIsADurationAndEntriesAreACount() {
        Register register =
                register(List.of(asset("a", "it_system", Map.of())), sensor("s", "a", "outage", "1", SensorKind.STATE));
        given.put(
                "s",
                contribution(4, "0", "0", Map.of(BigDecimal.ONE, new Contribution.Stay(Duration.ofMinutes(90), 2))));
        var binding =
                new Binding.Sensors(List.of("it_system"), List.of(), Map.of(), "outage", Optional.of(BigDecimal.ONE));
        assertThat(evaluate(Aggregation.DURATION_TOTAL, "h", binding, register, END)
                        .value()
                        .orElseThrow())
                .isEqualByComparingTo("1.5");
        assertThat(evaluate(Aggregation.SUM, "{incident}", binding, register, END)
                        .value())
                .contains(new BigDecimal("2"));
    }

    @Test
    void completenessIsTheMeanOverTheSensors() {
        given.put("i", amounts(5, "0"));
        given.put("r", amounts(10, "0"));
        var binding =
                new Binding.Sensors(List.of("grid", "generator"), List.of(), Map.of(), "energy", Optional.empty());
        assertThat(evaluate(Aggregation.COUNTER, "GJ", binding, energy(), END)
                        .completeness()
                        .orElseThrow())
                .isEqualByComparingTo("0.75");
    }

    @Test
    void aLevelIsCarriedForwardForTwoYearsAtMostAndFlagged() {
        figures = new Figures(List.of(figure(2023)));
        MeasureState carried = evaluate(Aggregation.LAST, "{person}", new Binding.Entered(), Register.EMPTY, END);
        assertThat(carried.value()).contains(new BigDecimal("120000"));
        assertThat(carried.flags()).contains(Flag.CARRIED_FORWARD);
        assertThat(carried.carriedFrom()).contains(2023);
        figures = new Figures(List.of(figure(2022)));
        assertThat(evaluate(Aggregation.LAST, "{person}", new Binding.Entered(), Register.EMPTY, END)
                        .value())
                .isEmpty();
    }

    @Test
    void anAmountOfAnotherYearIsNeverCarried() {
        figures = new Figures(List.of(figure(2024)));
        assertThat(evaluate(Aggregation.SUM, "{person}", new Binding.Entered(), Register.EMPTY, END)
                        .missing())
                .contains("no figure was entered for 2025");
    }

    @Test
    void whatIsSaidNotToBeAvailableIsMissingForThatReason() {
        figures = new Figures(List.of(figure(2024)), List.of(new NotAvailable(ID, 2025, "the survey comes in May")));
        MeasureState missing = evaluate(Aggregation.LAST, "{person}", new Binding.Entered(), Register.EMPTY, END);
        assertThat(missing.value()).isEmpty();
        assertThat(missing.missing()).contains("not available: the survey comes in May");
    }

    @Test
    void nothingIsCarriedForwardOverAYearWithoutAFigure() {
        figures = new Figures(List.of(figure(2023)), List.of(new NotAvailable(ID, 2024, "the survey was not made")));
        assertThat(evaluate(Aggregation.LAST, "{person}", new Binding.Entered(), Register.EMPTY, END)
                        .missing())
                .contains("no figure was entered for 2025; for 2024 it was not available: the survey was not made");
        figures = new Figures(List.of(figure(2024)), List.of(new NotAvailable(ID, 2023, "the survey was not made")));
        assertThat(evaluate(Aggregation.LAST, "{person}", new Binding.Entered(), Register.EMPTY, END)
                        .carriedFrom())
                .contains(2024);
    }

    private static Figure figure(int year) {
        return new Figure(
                ID, year, new BigDecimal("120000"), "{person}", "census", Optional.of(LocalDate.of(year, 1, 1)), "");
    }
}
