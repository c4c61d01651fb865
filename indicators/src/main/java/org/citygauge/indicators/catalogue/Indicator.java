package org.citygauge.indicators.catalogue;

import org.citygauge.indicators.formula.Formula;

/**
 * One indicator and its explanation, in our own words.
 *
 * @param number its number in the standard, such as 19.8
 * @param theme the chapter it stands in
 * @param title what it tells, in one line
 * @param unit the unit of its value, such as {@code %} or {@code GJ/capita}
 * @param formula how it follows from two measures
 * @param better in which direction it improves
 * @param formulaInWords the formula as a sentence
 * @param notes what to know before relying on it; may be empty
 */
public record Indicator(
        IndicatorNumber number,
        Theme theme,
        String title,
        String unit,
        Formula formula,
        Better better,
        String formulaInWords,
        String notes) {
    public Indicator {
        if (title.isBlank() || unit.isBlank() || formulaInWords.isBlank()) {
            throw new IllegalArgumentException(
                    "indicator " + number + " needs a title, a unit and its formula in words");
        }
        if (number.theme() != theme.number()) {
            throw new IllegalArgumentException("indicator " + number + " does not belong to theme " + theme.number());
        }
    }
}
