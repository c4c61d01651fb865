package org.citygauge.gateway.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What somebody may have meant who wrote an unknown word. */
public final class Spelling {
    private Spelling() {}

    /** The known word that is nearest, if one is near. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        int tolerance = Math.max(1, word.length() / 3);
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= tolerance)
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code ; did you mean "x"?}, or else the known words where they are few. */
    public static String hint(String word, Collection<String> known) {
        return nearest(word, known)
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElseGet(() -> listed(known));
    }

    private static String listed(Collection<String> known) {
        return known.isEmpty() || known.size() > 20
                ? ""
                : "; known are " + known.stream().sorted().collect(Collectors.joining(", "));
    }

    /** Letters to insert, delete or replace, case and kind of separator aside. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT).replace('-', '_');
        String b = other.toLowerCase(Locale.ROOT).replace('-', '_');
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
