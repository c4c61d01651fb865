package org.citygauge.gateway.decode.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Pointer (RFC 6901), ready to be followed.
 *
 * @param tokens the steps from the root, unescaped; none for the root itself
 */
record Pointer(List<String> tokens) {
    private static final Pattern FORM = Pattern.compile("(/([^~/]|~[01])*)*");
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

    Pointer {
        tokens = List.copyOf(tokens);
    }

    /** @return why {@code text} is no pointer; empty when it is one */
    static Optional<String> flaw(String text) {
        if (FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                text.startsWith("/")
                        ? "\"" + text + "\" is no JSON Pointer: write ~0 for ~ and ~1 for / inside a name"
                        : "\"" + text + "\" is no JSON Pointer: it begins with /, as in \"/" + text.replace('.', '/')
                                + "\"");
    }

    static Pointer parse(String text) {
        flaw(text).ifPresent(flaw -> {
            throw new IllegalArgumentException(flaw);
        });
        var tokens = new ArrayList<String>();
        for (int from = 1; from <= text.length(); ) {
            int slash = text.indexOf('/', from);
            int to = slash < 0 ? text.length() : slash;
            tokens.add(text.substring(from, to).replace("~1", "/").replace("~0", "~"));
            from = to + 1;
        }
        return new Pointer(tokens);
    }

    /** Whether it leads to a member of an object and no deeper, and never to an element of an array. */
    boolean isMember() {
        return tokens.size() == 1
                && !tokens.getFirst().isEmpty()
                && !INDEX.matcher(tokens.getFirst()).matches();
    }

    /** Where it leads from {@code root}; null, which includes the JSON null, where it leads nowhere. */
    @Nullable
    Json find(Json root) {
        Json at = root;
        for (int i = 0; i < tokens.size(); i++) {
            Json next = step(at, tokens.get(i));
            if (next == null) {
                return null;
            }
            at = next;
        }
        return at instanceof Json.Nothing ? null : at;
    }

    private static @Nullable Json step(Json at, String token) {
        return switch (at) {
            case Json.Members(var members) -> members.get(token);
            case Json.Elements(var elements) ->
                INDEX.matcher(token).matches() && Integer.parseInt(token) < elements.size()
                        ? elements.get(Integer.parseInt(token))
                        : null;
            case Json.Text text -> null;
            case Json.Figure figure -> null;
            case Json.Truth truth -> null;
            case Json.Nothing nothing -> null;
        };
    }

    /** For people: {@code a.b[2]}, with a leading dot where it follows a place. */
    String place() {
        var place = new StringBuilder();
        for (String token : tokens) {
            if (INDEX.matcher(token).matches()) {
                place.append('[').append(token).append(']');
            } else {
                place.append('.').append(token);
            }
        }
        return place.toString();
    }
}
