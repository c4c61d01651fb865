package org.citygauge.gateway.config;

/**
 * Something wrong in a file of the city.
 *
 * @param file as the city knows it, such as {@code registry/assets.csv}
 * @param place the line, or empty where the file as a whole is meant
 * @param text names the culprit and what would be right
 */
public record Problem(String file, String place, String text) {
    public static Problem atLine(String file, int line, String text) {
        return new Problem(file, String.valueOf(line), text);
    }

    public static Problem inFile(String file, String text) {
        return new Problem(file, "", text);
    }

    /** {@code file:line: text}, as editors like it. */
    @Override
    public String toString() {
        return place.isEmpty() ? file + ": " + text : file + ":" + place + ": " + text;
    }
}
