package org.citygauge.indicators.catalogue;

/** A chapter of the standard, such as 19 Transportation; cities number their own from 100 on. */
public record Theme(int number, String title) {
    public Theme {
        if (number < 1 || title.isBlank()) {
            throw new IllegalArgumentException("a theme needs a positive number and a title");
        }
    }
}
