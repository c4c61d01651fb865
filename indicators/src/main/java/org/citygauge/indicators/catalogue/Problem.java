package org.citygauge.indicators.catalogue;

/**
 * Something wrong in a catalogue file.
 *
 * @param file its name
 * @param line counted from 1; 0 for the file as a whole
 * @param text names the key and what would be right
 */
public record Problem(String file, int line, String text) {
    /** {@code file:line: text}, as editors like it. */
    @Override
    public String toString() {
        return line == 0 ? file + ": " + text : file + ":" + line + ": " + text;
    }
}
