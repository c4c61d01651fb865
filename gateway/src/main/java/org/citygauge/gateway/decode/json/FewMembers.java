package org.citygauge.gateway.decode.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of an object as nearly all devices send it: so few that looking at each is quicker than hashing. */
final class FewMembers extends AbstractMap<String, Json> {
    private static final int MOST = 16;

    private String[] names = new String[8];
    private Json[] values = new Json[8];
    private int size;

    /** Adds a member; of several with one name the last counts. */
    static Map<String, Json> with(Map<String, Json> members, String name, Json value) {
        if (members instanceof FewMembers few) {
            if (few.size < MOST) {
                few.add(name, value);
                return few;
            }
            Map<String, Json> many = new LinkedHashMap<>(few);
            many.put(name, value);
            return many;
        }
        members.put(name, value);
        return members;
    }

    private void add(String name, Json value) {
        int at = find(name);
        if (at < 0) {
            at = size++;
            if (at == names.length) {
                names = Arrays.copyOf(names, MOST);
                values = Arrays.copyOf(values, MOST);
            }
        }
        names[at] = name;
        values[at] = value;
    }

    private int find(Object name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public @Nullable Json get(@Nullable Object name) {
        int at = name == null ? -1 : find(name);
        return at < 0 ? null : values[at];
    }

    @Override
    public Set<Entry<String, Json>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, Json>> iterator() {
                return java.util.stream.IntStream.range(0, size)
                        .mapToObj(i -> Map.entry(names[i], values[i]))
                        .iterator();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }
}
