package org.citygauge.gateway.snapshot.table;

/**
 * A column of a table.
 *
 * @param type as Frictionless table schemas name it
 * @param meaning in a few words
 * @param unit of its numbers: a UCUM code, or the name of the column that says it; empty where there is none
 */
public record Column(String name, Type type, String meaning, String unit) {
    /** What its cells hold. */
    public enum Type {
        STRING,
        NUMBER,
        INTEGER,
        BOOLEAN,
        DATE,
        DATETIME
    }

    static Column text(String name, String meaning) {
        return new Column(name, Type.STRING, meaning, "");
    }

    static Column number(String name, String meaning, String unit) {
        return new Column(name, Type.NUMBER, meaning, unit);
    }

    static Column whole(String name, String meaning) {
        return new Column(name, Type.INTEGER, meaning, "");
    }

    static Column of(String name, Type type, String meaning) {
        return new Column(name, type, meaning, "");
    }
}
