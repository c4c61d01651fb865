package org.citygauge.gateway.upload;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The columns a table of figures may have, in the order of the template. */
enum FigureColumn {
    MEASURE(Use.KEY, 34),
    TITLE(Use.SHOWN, 44),
    UNIT(Use.UNIT, 12),
    AGGREGATION(Use.SHOWN, 12),
    HINT(Use.SHOWN, 48),
    OWNER(Use.SHOWN, 22),
    YEAR(Use.KEY, 7),
    VALUE(Use.ENTERED, 16),
    YEAR_OF_DATA(Use.ENTERED, 14),
    SOURCE_ORGANISATION(Use.ENTERED, 26),
    SOURCE_DOCUMENT(Use.ENTERED, 26),
    SOURCE_ADDRESS(Use.ENTERED, 26),
    METHOD(Use.ENTERED, 30),
    COMMENT(Use.ENTERED, 30),
    NOT_AVAILABLE_BECAUSE(Use.ENTERED, 30),
    AS_OF(Use.ENTERED, 12),
    EVIDENCE(Use.ENTERED, 30),
    /** As in {@code figures.csv}. */
    SOURCE(Use.ALIAS, 0),
    /** As in {@code figures.csv}. */
    NOTE(Use.ALIAS, 0);

    static final List<FigureColumn> REQUIRED = List.of(MEASURE, YEAR, VALUE);

    private enum Use {
        KEY,
        SHOWN,
        UNIT,
        ENTERED,
        ALIAS
    }

    private final Use use;
    private final int width;

    FigureColumn(Use use, int width) {
        this.use = use;
        this.width = width;
    }

    /** The columns of the template. */
    static List<FigureColumn> ofTemplate() {
        return Arrays.stream(values()).filter(column -> column.use != Use.ALIAS).toList();
    }

    static Optional<FigureColumn> of(String name) {
        return Arrays.stream(values())
                .filter(column -> column.code().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    static boolean isOne(String name) {
        return of(name.replace("\"", "").replace("\uFEFF", "")).isPresent();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(FigureColumn::code).toList();
    }

    static String required() {
        return REQUIRED.stream().map(FigureColumn::code).collect(Collectors.joining(", "));
    }

    /** Its name in the first row. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The column this is another name of; itself where it is none. */
    FigureColumn meant() {
        return switch (this) {
            case SOURCE -> SOURCE_ORGANISATION;
            case NOTE -> COMMENT;
            default -> this;
        };
    }

    /** Whether people fill it in; a row where none of these is filled says nothing. */
    boolean isEntered() {
        return use == Use.ENTERED || use == Use.ALIAS;
    }

    /** Whether the template's reader may write there. */
    boolean isOpen() {
        return use == Use.ENTERED || use == Use.UNIT;
    }

    int width() {
        return width;
    }
}
