package org.citygauge.gateway.decode.json;

import java.util.List;
import java.util.Map;

/** A JSON value whose numbers are still the text that was sent. Lives as long as its message is being read; nobody changes it. */
sealed interface Json {
    record Text(String text) implements Json {}

    /** A number, or one of the words for what is none, such as {@code NaN}. */
    record Figure(String text) implements Json {}

    record Truth(boolean value) implements Json {}

    record Nothing() implements Json {
        static final Nothing INSTANCE = new Nothing();
    }

    record Elements(List<Json> elements) implements Json {}

    /** @param members in the order sent; of several with one name the last */
    record Members(Map<String, Json> members) implements Json {}

    /** The value in a few characters, for people. */
    default String excerpt() {
        return switch (this) {
            case Text text -> "\"" + clip(text.text()) + "\"";
            case Figure figure -> clip(figure.text());
            case Truth truth -> String.valueOf(truth.value());
            case Nothing nothing -> "null";
            case Elements elements -> "an array";
            case Members members -> "an object";
        };
    }

    /** At most 40 characters of {@code text}, none of them a control character. */
    static String clip(String text) {
        String head = text.length() <= 40 ? text : text.substring(0, 40) + "…";
        return head.codePoints()
                .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
