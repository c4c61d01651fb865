package org.citygauge.gateway.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns of a table and their places. */
public final class Header {
    private final List<String> columns;
    private final Map<String, Integer> places = new HashMap<>();

    Header(List<String> columns) {
        this.columns = List.copyOf(columns);
        for (int i = 0; i < columns.size(); i++) {
            places.putIfAbsent(columns.get(i), i);
        }
    }

    public Set<String> columns() {
        return Set.copyOf(columns);
    }

    int size() {
        return columns.size();
    }

    String column(int place) {
        return columns.get(place);
    }

    /** Where the column stands; -1 where there is none. */
    int place(String column) {
        return places.getOrDefault(column, -1);
    }
}
