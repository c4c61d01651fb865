package org.citygauge.gateway.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody may have meant by a name that is none. */
final class Suggestion {
    private static final int MAX_EDITS = 2;

    private Suggestion() {}

    /** The nearest of {@code names}, if one is near. */
    static Optional<String> forName(String wrong, Collection<String> names) {
        return names.stream()
                .filter(name -> edits(wrong, name) <= MAX_EDITS)
                .min(Comparator.comparingInt(name -> edits(wrong, name)));
    }

    /** How many letters must be added, dropped or changed to get from one to the other. */
    private static int edits(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int change = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
                int addOrDrop = Math.min(above[column], current[column - 1]) + 1;
                current[column] = Math.min(above[column - 1] + change, addOrDrop);
            }
            above = current;
        }
        return above[to.length()];
    }
}
