package org.citygauge.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.gateway.config.Spelling;

/**
 * The query of a request, read strictly: a parameter that is unknown, given twice or not understood is a {@link Problem} that
 * names it. An empty parameter counts as absent.
 */
final class Query {
    /** Years that a city may report on; packages know no others. */
    static final int FIRST_YEAR = 1900;

    static final int LAST_YEAR = 2999;
    static final int DEFAULT_LIMIT = 100;
    static final int MAX_LIMIT = 1000;

    private static final String PLACE = "at:";
    private final MultiMap parameters;

    private Query(MultiMap parameters) {
        this.parameters = parameters;
    }

    /** The query of a request that may have the parameters {@code known}. */
    static Query of(RoutingContext context, String... known) {
        MultiMap parameters = context.queryParams();
        List<String> names = List.of(known);
        for (String name : parameters.names()) {
            if (!names.contains(name)) {
                throw unknown(name, names);
            }
            if (parameters.getAll(name).size() > 1) {
                throw Problem.parameter(name, "given more than once.");
            }
        }
        return new Query(parameters);
    }

    private static Problem unknown(String name, List<String> names) {
        String hint = Spelling.nearest(name, names)
                .map(near -> "did you mean " + near + "?")
                .orElse(
                        names.isEmpty()
                                ? "this path takes none."
                                : "this path takes " + String.join(", ", names) + ".");
        return Problem.parameter(name, "no such parameter; " + hint);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    /** A place in a list as callers hand it back: opaque, and of letters that nothing needs to encode. */
    static String token(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((PLACE + place).getBytes(StandardCharsets.UTF_8));
    }

    /** The place in a list to go on from. */
    Optional<String> next() {
        return text("next").map(token -> {
            try {
                String place = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
                if (place.startsWith(PLACE)) {
                    return place.substring(PLACE.length());
                }
            } catch (IllegalArgumentException noToken) {
                // told below
            }
            throw Problem.parameter("next", "is no place in this list; send what X-Next of the page before said.");
        });
    }

    Optional<Integer> year() {
        return year("year");
    }

    Optional<Integer> year(String name) {
        return text(name).map(value -> integer(name, value, FIRST_YEAR, LAST_YEAR));
    }

    /** A whole number from 1 on. */
    Optional<Integer> whole(String name) {
        return text(name).map(value -> integer(name, value, 1, Integer.MAX_VALUE));
    }

    int limit() {
        return text("limit").map(value -> integer("limit", value, 1, MAX_LIMIT)).orElse(DEFAULT_LIMIT);
    }

    private static int integer(String name, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException none) {
            // told below
        }
        throw Problem.parameter(name, "\"" + value + "\" is no whole number from " + least + " to " + most + ".");
    }

    Optional<Instant> instant(String name) {
        return text(name).map(value -> {
            try {
                // an offset's plus sign that was not escaped arrives as a space
                OffsetDateTime read = OffsetDateTime.parse(value.replace(' ', '+'));
                if (read.getYear() >= 1 && read.getYear() <= 9999) {
                    return read.toInstant();
                }
            } catch (DateTimeException unreadable) {
                // told below
            }
            throw Problem.parameter(
                    name, "\"" + value + "\" is no instant from year 1 to 9999 such as 2025-11-24T16:00:00Z.");
        });
    }

    Optional<Boolean> flag(String name) {
        return choice(name, Map.of("true", true, "false", false));
    }

    <T> Optional<T> choice(String name, Map<String, T> choices) {
        return text(name).map(value -> {
            T chosen = choices.get(value);
            if (chosen == null) {
                String all =
                        String.join(", ", choices.keySet().stream().sorted().toList());
                throw Problem.parameter(name, "\"" + value + "\" is none of " + all + ".");
            }
            return chosen;
        });
    }
}
