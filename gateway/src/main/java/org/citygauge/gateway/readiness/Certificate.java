package org.citygauge.gateway.readiness;

import java.time.LocalDate;
import java.util.List;

/**
 * A certificate the city was given.
 *
 * @param standard with or without its edition, such as {@code ISO 37120:2018}
 * @param date it was given
 * @param evidence SHA-256 of each file that shows it
 */
public record Certificate(String standard, String level, LocalDate date, String certifier, List<String> evidence) {
    public Certificate {
        evidence = List.copyOf(evidence);
    }

    /** Whether it is of this standard, of whatever edition where none is asked for. */
    public boolean isOf(String asked) {
        String own = plain(standard);
        String other = plain(asked);
        return own.equals(other) || own.startsWith(other + ":");
    }

    private static String plain(String standard) {
        return standard.strip().replaceAll("\\s+", " ").toUpperCase(java.util.Locale.ROOT);
    }

    String inWords() {
        return standard + (level.isBlank() ? "" : " " + level) + ", " + date
                + (certifier.isBlank() ? "" : ", " + certifier) + (evidence.isEmpty() ? " (without evidence)" : "");
    }
}
