package org.citygauge.gateway.snapshot.table;

import java.util.List;

/**
 * A table of the package.
 *
 * @param path of its file
 * @param meaning in a sentence
 * @param key the columns that no two rows share
 */
public record TableForm(String path, String meaning, List<Column> columns, List<String> key) {
    public TableForm {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** The place of a column. */
    public int place(String column) {
        int place = names().indexOf(column);
        if (place < 0) {
            throw new IllegalArgumentException(path + " has no column " + column);
        }
        return place;
    }

    /** The row's key, for people. */
    public String keyOf(List<String> row) {
        return String.join(
                " ",
                key.stream()
                        .map(column -> row.get(place(column)))
                        .filter(cell -> !cell.isEmpty())
                        .toList());
    }
}
