package org.citygauge.indicators.certification;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The levels a certifier gives for so many indicators reported and verified.
 *
 * <p>What a certifier does not publish is not guessed: below the lowest known step there is no level, and a step that nobody confirmed
 * says so.
 *
 * @param standard with its edition, such as {@code ISO 37122:2019}
 * @param certifier who certifies
 * @param indicators how many the standard has
 * @param firstYear the level of every city in its first year, where there is such a level
 * @param steps the highest first
 * @param below what to say below the lowest step
 * @param prerequisite the standard whose certificate is asked for as well
 */
public record Ladder(
        String standard,
        String certifier,
        int indicators,
        Optional<FirstYear> firstYear,
        List<Step> steps,
        String below,
        Optional<String> prerequisite) {

    public Ladder {
        steps = steps.stream()
                .sorted(Comparator.comparingInt(Step::atLeast).reversed())
                .toList();
        for (Step step : steps) {
            if (step.atLeast() < 1 || step.atLeast() > indicators) {
                throw new IllegalArgumentException(
                        step.level() + " begins at " + step.atLeast() + " of " + indicators + " indicators");
            }
        }
    }

    /**
     * What every city is given in its first year.
     *
     * @param source where this is known from
     */
    public record FirstYear(String level, String source, boolean confirmed) {}

    /**
     * A level.
     *
     * @param atLeast indicators it takes
     * @param condition what it takes beside, which a count cannot tell
     * @param source where this is known from
     * @param confirmed whether the source is one that can be shown
     */
    public record Step(String level, int atLeast, Optional<String> condition, String source, boolean confirmed) {
        /** The level in words that also say how sure it is. */
        public String inWords() {
            String doubt = confirmed ? "" : "unconfirmed";
            String unless = condition.map(text -> "if " + text).orElse("");
            String both = doubt + (doubt.isEmpty() || unless.isEmpty() ? "" : ", ") + unless;
            return both.isEmpty() ? level : level + " (" + both + ")";
        }
    }

    /** The highest step for so many indicators. */
    public Optional<Step> reached(int counted) {
        return steps.stream().filter(step -> counted >= step.atLeast()).findFirst();
    }

    /** The nearest step that takes more than so many indicators. */
    public Optional<Step> next(int counted) {
        return steps.stream().filter(step -> counted < step.atLeast()).min(Comparator.comparingInt(Step::atLeast));
    }

    /** The level for so many indicators, in words that also say how sure it is. */
    public String level(int counted, boolean isFirstYear) {
        if (isFirstYear && firstYear.isPresent()) {
            return firstYear.get().level();
        }
        return reached(counted).map(Step::inWords).orElse(below);
    }
}
