package org.citygauge.gateway.upload;

import java.time.LocalDate;

/** One filled cell of a table, as it was typed. */
sealed interface Cell {
    /** @param text never empty, without blanks around it */
    record Text(String text) implements Cell {}

    /**
     * A number a spreadsheet holds.
     *
     * @param text its decimal, to the 15 digits a spreadsheet shows
     * @param noise the digits it has beyond them, where they are no mere artefact of binary storage; else empty
     */
    record Amount(String text, String noise) implements Cell {}

    /** @param serial the number the spreadsheet keeps for it */
    record Day(LocalDate date, String serial) implements Cell {}

    /** @param text the number as it is shown, such as {@code 45} for 0.45 */
    record Percentage(String text) implements Cell {}

    record Formula(String formula) implements Cell {}

    /** Something no figure can be: a truth value, an error. */
    record Odd(String what) implements Cell {}
}
