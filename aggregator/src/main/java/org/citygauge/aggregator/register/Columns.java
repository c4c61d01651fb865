package org.citygauge.aggregator.register;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns of a row as a map: names and texts in turn, so few that looking at each is quick. Immutable, and small. */
final class Columns extends AbstractMap<String, String> {
    private final String[] namesAndTexts;

    Columns(Map<String, String> columns) {
        namesAndTexts = new String[columns.size() * 2];
        int at = 0;
        for (Entry<String, String> column : columns.entrySet()) {
            namesAndTexts[at++] = column.getKey();
            namesAndTexts[at++] = column.getValue();
        }
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        for (int at = 0; at < namesAndTexts.length; at += 2) {
            if (namesAndTexts[at].equals(name)) {
                return namesAndTexts[at + 1];
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, String>> iterator() {
                return new Entries(namesAndTexts);
            }

            @Override
            public int size() {
                return namesAndTexts.length / 2;
            }
        };
    }

    private static final class Entries implements Iterator<Entry<String, String>> {
        private final String[] namesAndTexts;
        private int at;

        Entries(String[] namesAndTexts) {
            this.namesAndTexts = namesAndTexts;
        }

        @Override
        public boolean hasNext() {
            return at < namesAndTexts.length;
        }

        @Override
        public Entry<String, String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            at += 2;
            return Map.entry(namesAndTexts[at - 2], namesAndTexts[at - 1]);
        }
    }
}
