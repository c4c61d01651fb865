package org.citygauge.indicators.certification;

import java.util.List;
import java.util.Optional;

/**
 * The levels a certifier gives for so many indicators reported and verified.
 *
 * <p>What a certifier does not publish is not guessed: below the lowest known step the level is unknown, and says so.
 *
 * @param certifier who certifies
 * @param firstYear the level of every city in its first year, where there is such a level
 * @param steps from the second year on, the highest first
 * @param unknown what to say below the lowest step
 * @param prerequisite what else a certificate asks for
 */
public record Ladder(
        String certifier, Optional<String> firstYear, List<Step> steps, String unknown, String prerequisite) {

    /**
     * A level.
     *
     * @param atLeast indicators it takes
     * @param source where this is known from
     */
    public record Step(String level, int atLeast, String source) {}

    /** What is publicly known of WCCD's levels for ISO 37122. */
    public static final Ladder WCCD_ISO_37122 = new Ladder(
            "World Council on City Data",
            Optional.of("Early Adopter"),
            List.of(new Step(
                    "Platinum (as 71 of 80 was)",
                    71,
                    "council report of one certified city, 2021; the thresholds themselves are not published")),
            "not published",
            "an ISO 37120 certificate; none is recorded here");

    public Ladder {
        steps = List.copyOf(steps);
    }

    /** The level for so many indicators, in words that also say how sure it is. */
    public String level(int counted, boolean isFirstYear) {
        if (isFirstYear && firstYear.isPresent()) {
            return firstYear.get();
        }
        return steps.stream()
                .filter(step -> counted >= step.atLeast())
                .findFirst()
                .map(Step::level)
                .orElse(unknown);
    }
}
