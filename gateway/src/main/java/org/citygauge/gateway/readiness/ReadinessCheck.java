package org.citygauge.gateway.readiness;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.indicators.catalogue.Theme;
import org.citygauge.indicators.formula.Outcome;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.MeasureId;

/** Finds what a year still needs: a pure function of the year, what is recorded beside it, and the rules. */
public final class ReadinessCheck {
    /** Cities number their own themes from here on. */
    private static final int FIRST_OWN_THEME = 100;

    private final YearState year;
    private final Dossier dossier;
    private final CertificationRules rules;

    private ReadinessCheck(YearState year, Dossier dossier, CertificationRules rules) {
        this.year = year;
        this.dossier = dossier;
        this.rules = rules;
    }

    public static Readiness of(YearState year, Dossier dossier, CertificationRules rules) {
        return new ReadinessCheck(year, dossier, rules).readiness();
    }

    private Readiness readiness() {
        List<IndicatorState> standard = year.indicators().stream()
                .filter(ReadinessCheck::isOfTheStandard)
                .toList();
        List<IndicatorState> own = year.indicators().stream()
                .filter(state -> !isOfTheStandard(state))
                .toList();
        Readiness.Count count = count(standard);
        List<Readiness.Sparse> sparse = sparse();
        int refused = (int) sparse.stream()
                .filter(one -> one.indicator().theme().number() < FIRST_OWN_THEME)
                .count();
        return new Readiness(
                year.year(),
                year.asOf(),
                count,
                count(own),
                themes(),
                missing(),
                unproven(),
                sparse,
                byCompleteness().findFirst(),
                rules.completenessThreshold(),
                Prerequisite.of(rules.ladder().prerequisite(), dossier.certificates()),
                Standing.of(rules, count.counted() - refused, year.year(), year.asOf(), dossier));
    }

    private static boolean isOfTheStandard(IndicatorState state) {
        return state.indicator().theme().number() < FIRST_OWN_THEME;
    }

    private static boolean isComputed(IndicatorState state) {
        return state.outcome() instanceof Outcome.Computed;
    }

    private static Readiness.Count count(List<IndicatorState> states) {
        return new Readiness.Count(
                (int) states.stream().filter(ReadinessCheck::isComputed).count(), states.size());
    }

    private List<Readiness.ThemeCount> themes() {
        Map<Integer, List<IndicatorState>> themes = year.indicators().stream()
                .collect(Collectors.groupingBy(
                        state -> state.indicator().theme().number(), TreeMap::new, Collectors.toList()));
        return themes.values().stream()
                .map(states -> {
                    Theme theme = states.getFirst().indicator().theme();
                    return new Readiness.ThemeCount(
                            theme, count(states), rules.owners().of(theme));
                })
                .toList();
    }

    private List<Readiness.Missing> missing() {
        return year.indicators().stream()
                .filter(state -> !isComputed(state))
                .map(this::missing)
                .toList();
    }

    private Readiness.Missing missing(IndicatorState state) {
        List<Readiness.Input> inputs = switch (state.outcome()) {
            case Outcome.Incomplete incomplete ->
                measures(state)
                        .filter(measure ->
                                incomplete.missing().contains(measure.measure().id()))
                        .map(measure -> input(measure, state))
                        .toList();
            case Outcome.Undefined undefined -> List.of();
            case Outcome.Computed computed -> List.of();
        };
        String reason = state.outcome() instanceof Outcome.Undefined(var why)
                ? why
                : inputs.stream()
                        .map(input -> input.measure().id() + ": " + input.reason())
                        .collect(Collectors.joining("; "));
        Stream<Optional<String>> owners = inputs.isEmpty()
                ? Stream.of(rules.owners().of(state.indicator().theme()))
                : inputs.stream().map(Readiness.Input::owner);
        return new Readiness.Missing(
                state.indicator(),
                reason.isEmpty() ? "not reported yet" : reason,
                inputs,
                owners.flatMap(Optional::stream).distinct().toList());
    }

    private Readiness.Input input(MeasureState measure, IndicatorState state) {
        return new Readiness.Input(
                measure.measure(),
                measure.source(),
                dossier.waiting()
                        .getOrDefault(
                                new Dossier.Entry(measure.measure().id(), year.year()),
                                measure.missing().orElse("not reported yet")),
                rules.owners()
                        .of(measure.measure().id(), Stream.of(state.indicator().theme())));
    }

    private static Stream<MeasureState> measures(IndicatorState state) {
        return Stream.of(state.numerator(), state.denominator()).distinct();
    }

    /** Figures that an indicator is made of and nothing proves. */
    private List<Readiness.Unproven> unproven() {
        Map<MeasureId, List<IndicatorState>> users = new TreeMap<>();
        for (IndicatorState state : year.indicators()) {
            measures(state)
                    .filter(measure -> measure.measure().binding() instanceof Binding.Entered)
                    .filter(measure -> measure.value().isPresent())
                    .filter(measure -> !dossier.proven()
                            .contains(new Dossier.Entry(measure.measure().id(), of(measure))))
                    .forEach(measure -> users.computeIfAbsent(measure.measure().id(), unseen -> new ArrayList<>())
                            .add(state));
        }
        return users.entrySet().stream()
                .map(entry -> unproven(entry.getKey(), entry.getValue()))
                .toList();
    }

    private int of(MeasureState measure) {
        return measure.carriedFrom().orElse(year.year());
    }

    private Readiness.Unproven unproven(MeasureId id, List<IndicatorState> users) {
        MeasureState measure = users.stream()
                .flatMap(ReadinessCheck::measures)
                .filter(one -> one.measure().id().equals(id))
                .findFirst()
                .orElseThrow();
        return new Readiness.Unproven(
                measure.measure(),
                of(measure),
                users.stream().map(state -> state.indicator().number()).toList(),
                rules.owners()
                        .of(id, users.stream().map(state -> state.indicator().theme())));
    }

    private List<Readiness.Sparse> sparse() {
        return rules.completenessThreshold().stream()
                .flatMap(least ->
                        byCompleteness().filter(one -> one.completeness().compareTo(least) < 0))
                .sorted(Comparator.comparing(one -> one.indicator().number()))
                .toList();
    }

    /** Indicators with a value that sensors stand behind, the least complete first. */
    private Stream<Readiness.Sparse> byCompleteness() {
        return year.indicators().stream()
                .filter(ReadinessCheck::isComputed)
                .flatMap(state -> state.completeness().stream().map(completeness -> sparse(state, completeness)))
                .sorted(Comparator.comparing(Readiness.Sparse::completeness));
    }

    private Readiness.Sparse sparse(IndicatorState state, BigDecimal completeness) {
        Optional<String> owner = measures(state)
                .filter(measure ->
                        measure.completeness().filter(completeness::equals).isPresent())
                .map(measure -> rules.owners()
                        .of(measure.measure().id(), Stream.of(state.indicator().theme())))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> rules.owners().of(state.indicator().theme()));
        return new Readiness.Sparse(state.indicator(), completeness, owner);
    }
}
