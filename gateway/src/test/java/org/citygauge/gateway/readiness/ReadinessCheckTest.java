package org.citygauge.gateway.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.aggregator.evaluation.SensorCount;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.catalogue.Catalogues;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.catalogue.IndicatorNumber;
import org.citygauge.indicators.certification.Ladders;
import org.citygauge.indicators.measure.Measure;
import org.citygauge.indicators.measure.MeasureId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessCheckTest {
    private static final Catalogue CATALOGUE = Catalogues.iso37122();
    private static final Instant AS_OF = Instant.parse("2026-01-01T00:00:00Z");
    private static final MeasureId POPULATION = new MeasureId("population");

    /** All values are 1, but for those that are missing; the first {@code computed} indicators have theirs. */
    private final Map<MeasureId, MeasureState> states = new HashMap<>();

    private YearState year(int computed) {
        var indicators = new ArrayList<IndicatorState>();
        for (Indicator indicator : CATALOGUE.inOrder()) {
            boolean there = indicators.size() < computed;
            MeasureState numerator = there
                    ? state(indicator.formula().numerator())
                    : without(indicator.formula().numerator());
            MeasureState denominator = state(indicator.formula().denominator());
            indicators.add(new IndicatorState(
                    indicator,
                    2025,
                    indicator.formula().evaluate(numerator.value(), denominator.value()),
                    numerator,
                    denominator,
                    numerator.completeness(),
                    SensorCount.NONE,
                    Set.of(),
                    AS_OF));
        }
        return new YearState(2025, AS_OF, indicators, states);
    }

    private MeasureState state(MeasureId id) {
        return states.computeIfAbsent(id, unseen -> measure(id, Optional.of(BigDecimal.ONE), Optional.empty()));
    }

    private static MeasureState without(MeasureId id) {
        return measure(id, Optional.empty(), Optional.empty());
    }

    private static MeasureState measure(MeasureId id, Optional<BigDecimal> value, Optional<BigDecimal> completeness) {
        Measure measure = CATALOGUE.required(id);
        return new MeasureState(
                measure,
                value,
                value.isPresent() ? Optional.empty() : Optional.of("nothing is known"),
                "entered",
                "",
                completeness,
                SensorCount.NONE,
                List.of(),
                Set.of(),
                Optional.empty());
    }

    private static Readiness check(YearState year, Dossier dossier, CertificationRules rules) {
        return ReadinessCheck.of(year, dossier, rules);
    }

    private static CertificationRules rules(Optional<String> threshold, Owners owners) {
        return new CertificationRules(Ladders.iso37122(), threshold.map(BigDecimal::new), Optional.of(2024), owners);
    }

    private static Dossier with(Certificate... certificates) {
        return new Dossier(Set.of(), Map.of(), List.of(certificates), Optional.empty());
    }

    private static Certificate certificate(String standard, String date) {
        return new Certificate(standard, "Platinum", LocalDate.parse(date), "WCCD", List.of("ab"));
    }

    @Test
    void indicatorsAreCountedByTheme() {
        Readiness readiness = check(year(5), Dossier.EMPTY, CertificationRules.PUBLIC);

        assertThat(readiness.standard()).isEqualTo(new Readiness.Count(5, 80));
        assertThat(readiness.themes()).hasSize(19);
        assertThat(readiness.themes().getFirst().count()).isEqualTo(new Readiness.Count(4, 4));
        assertThat(readiness.themes().get(1).count()).isEqualTo(new Readiness.Count(1, 3));
        assertThat(readiness.missing()).hasSize(75);
    }

    @Test
    void whoeverOwnsTheMeasureIsNamedElseWhoeverOwnsTheTheme() {
        MeasureId own = CATALOGUE
                .indicator(IndicatorNumber.parse("6.2"))
                .orElseThrow()
                .formula()
                .numerator();
        var owners = new Owners(Map.of(own, "School board"), Map.of(6, "Education office"));

        Readiness readiness = check(year(4), Dossier.EMPTY, rules(Optional.empty(), owners));

        assertThat(readiness.missing().get(0).owners()).containsExactly("Education office");
        assertThat(readiness.missing().get(1).owners()).containsExactly("School board");
        assertThat(readiness.missing().get(1).reason()).isEqualTo(own + ": nothing is known");
        assertThat(readiness.missing().get(3).owners()).isEmpty();
    }

    @Test
    void aFigureInForceWithoutEvidenceIsNamedOnceWithTheIndicatorsItIsIn() {
        Readiness without = check(year(80), Dossier.EMPTY, CertificationRules.PUBLIC);
        Readiness with = check(
                year(80),
                new Dossier(Set.of(new Dossier.Entry(POPULATION, 2025)), Map.of(), List.of(), Optional.empty()),
                CertificationRules.PUBLIC);

        assertThat(without.unproven())
                .filteredOn(one -> one.measure().id().equals(POPULATION))
                .singleElement()
                .satisfies(one -> assertThat(one.indicators()).hasSizeGreaterThan(5));
        assertThat(with.unproven()).hasSize(without.unproven().size() - 1);
    }

    @Test
    void whatSeveralThemesUseBelongsToNoneOfThem() {
        var owners = new Owners(Map.of(), Map.of(23, "Water board", 6, "Education office"));

        assertThat(check(year(80), Dossier.EMPTY, rules(Optional.empty(), owners))
                        .unproven())
                .filteredOn(one -> one.measure().id().equals(POPULATION))
                .singleElement()
                .satisfies(one -> assertThat(one.owner()).isEmpty());
    }

    @Test
    void evidenceOfAnotherYearProvesNothing() {
        var dossier = new Dossier(Set.of(new Dossier.Entry(POPULATION, 2024)), Map.of(), List.of(), Optional.empty());

        assertThat(check(year(80), dossier, CertificationRules.PUBLIC).unproven())
                .anyMatch(one -> one.measure().id().equals(POPULATION));
    }

    @Test
    void whatIsNotCompleteEnoughDoesNotCountForALevel() {
        MeasureId numerator = CATALOGUE.inOrder().iterator().next().formula().numerator();
        states.put(numerator, measure(numerator, Optional.of(BigDecimal.ONE), Optional.of(new BigDecimal("0.79"))));

        Readiness readiness = check(year(71), Dossier.EMPTY, rules(Optional.of("0.8"), Owners.NONE));

        assertThat(readiness.sparse())
                .singleElement()
                .satisfies(one -> assertThat(one.completeness()).isEqualByComparingTo("0.79"));
        assertThat(readiness.standard().counted()).isEqualTo(71);
        assertThat(readiness.standing().counted()).isEqualTo(70);
        assertThat(readiness.standing().inWords()).isEqualTo("not published");
    }

    @Test
    void withoutAThresholdNothingIsTooIncomplete() {
        MeasureId numerator = CATALOGUE.inOrder().iterator().next().formula().numerator();
        states.put(numerator, measure(numerator, Optional.of(BigDecimal.ONE), Optional.of(new BigDecimal("0.01"))));

        Readiness readiness = check(year(71), Dossier.EMPTY, rules(Optional.empty(), Owners.NONE));

        assertThat(readiness.sparse()).isEmpty();
        assertThat(readiness.leastComplete()).isPresent();
        assertThat(readiness.standing().inWords()).isEqualTo("Platinum (as 71 of 80 was)");
    }

    @Test
    void whetherItIsTheFirstYearIsNotGuessed() {
        assertThat(check(year(71), Dossier.EMPTY, CertificationRules.PUBLIC)
                        .standing()
                        .inWords())
                .isEqualTo("first year: Early Adopter; from the second year on: Platinum (as 71 of 80 was)");
    }

    @ParameterizedTest
    @CsvSource({
        "2025, Early Adopter",
        "2024, Platinum (as 71 of 80 was)",
    })
    void theFirstYearThatWasClosedTells(int firstClosed, String level) {
        var dossier = new Dossier(Set.of(), Map.of(), List.of(), Optional.of(firstClosed));

        assertThat(check(year(71), dossier, CertificationRules.PUBLIC)
                        .standing()
                        .inWords())
                .isEqualTo(level);
    }

    @Test
    void aCertificateGivenBeforeTheYearsEndTellsToo() {
        assertThat(check(year(71), with(certificate("ISO 37122:2019", "2025-06-01")), CertificationRules.PUBLIC)
                        .standing()
                        .inFirstYear())
                .contains(false);
        assertThat(check(year(71), with(certificate("ISO 37122:2019", "2026-06-01")), CertificationRules.PUBLIC)
                        .standing()
                        .inFirstYear())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ISO 37120:2018, true",
        "iso 37120, true",
        "ISO 37122:2019, false",
        "ISO 371200, false",
    })
    void thePrerequisiteIsACertificateOfItsStandardInWhateverEdition(String standard, boolean met) {
        Prerequisite prerequisite = check(
                        year(71), with(certificate(standard, "2024-05-01")), CertificationRules.PUBLIC)
                .prerequisite();

        assertThat(prerequisite.isMet()).isEqualTo(met);
        assertThat(prerequisite.inWords())
                .isEqualTo(
                        met
                                ? standard + " Platinum, 2024-05-01, WCCD"
                                : "a certificate of ISO 37120; none is recorded here");
    }
}
