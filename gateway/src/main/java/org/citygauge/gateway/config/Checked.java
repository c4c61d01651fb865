package org.citygauge.gateway.config;

import java.util.List;

/** What reading a file yields: something sound, or everything that is wrong with it. */
public sealed interface Checked<T> {
    record Valid<T>(T value) implements Checked<T> {}

    /** @param problems at least one, in the order of the files */
    record Invalid<T>(List<Problem> problems) implements Checked<T> {
        public Invalid {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("invalid without a problem");
            }
        }
    }

    /** {@code value}, if there are no problems. */
    static <T> Checked<T> of(T value, List<Problem> problems) {
        return problems.isEmpty() ? new Valid<>(value) : new Invalid<>(problems);
    }

    /** None if it is valid. */
    default List<Problem> problemsFound() {
        return switch (this) {
            case Valid<T> valid -> List.of();
            case Invalid<T>(var problems) -> problems;
        };
    }
}
