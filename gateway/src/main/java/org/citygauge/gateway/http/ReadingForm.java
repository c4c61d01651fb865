package org.citygauge.gateway.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * The form of one posted reading: which members it must and may have, and of which JSON type each is. What they mean is judged when
 * it is decoded.
 */
final class ReadingForm {
    private static final int SENSOR = 1;
    private static final int VALUE = 2;
    private static final int TIME = 4;
    private static final int QUANTITY = 8;
    private static final int UNIT = 16;
    private static final int ID = 32;
    private static final int REVISION = 64;

    private ReadingForm() {}

    /**
     * Reads the object on whose beginning {@code parser} stands, to its end.
     *
     * @param place names it in a {@link Problem}
     */
    static void check(JsonParser parser, Place place) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw place.wrong("must be an object {time, sensor, value, …}, not " + kind(parser.currentToken()) + ".");
        }
        int seen = 0;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            int member = member(parser, name, place);
            if ((seen & member) != 0) {
                throw place.wrong(name, "is there twice.");
            }
            seen |= member;
            parser.skipChildren();
        }
        require(seen, SENSOR, "sensor", place);
        require(seen, VALUE, "value", place);
    }

    private static void require(int seen, int member, String name, Place place) {
        if ((seen & member) == 0) {
            throw place.wrong(name, "is missing.");
        }
    }

    private static int member(JsonParser parser, String name, Place place) throws IOException {
        return switch (name) {
            case "sensor" -> sensor(parser, place);
            case "value" -> value(parser, place);
            case "time" -> time(parser, place);
            case "quantity" -> text(parser, name, place, QUANTITY);
            case "unit" -> text(parser, name, place, UNIT);
            case "id" -> text(parser, name, place, ID);
            case "revision" -> revision(parser, place);
            default -> 0; // devices may say more than we ask for
        };
    }

    private static int sensor(JsonParser parser, Place place) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING || parser.getText().isBlank()) {
            throw place.wrong("sensor", "must be a text that is not empty.");
        }
        return SENSOR;
    }

    private static int value(JsonParser parser, Place place) {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING, VALUE_TRUE, VALUE_FALSE -> VALUE;
            case JsonToken other ->
                throw place.wrong("value", "must be a number, true, false or a text, not " + kind(other) + ".");
        };
    }

    private static int time(JsonParser parser, Place place) {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING -> TIME;
            case JsonToken other -> throw place.wrong("time", "must be a number or a text, not " + kind(other) + ".");
        };
    }

    private static int text(JsonParser parser, String name, Place place, int member) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw place.wrong(name, "must be a text, not " + kind(parser.currentToken()) + ".");
        }
        return member;
    }

    private static int revision(JsonParser parser, Place place) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw place.wrong("revision", "must be a whole number.");
        }
        return REVISION;
    }

    static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT, END_OBJECT -> "an object";
            case START_ARRAY, END_ARRAY -> "an array";
            case VALUE_STRING, FIELD_NAME -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a truth value";
            case VALUE_NULL -> "null";
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "something else";
        };
    }

    /** Where a reading stands in a body. Only put into words when something is wrong with it. */
    @FunctionalInterface
    interface Place {
        String name();

        default Problem wrong(String detail) {
            return new Problem(400, name() + ": " + detail).with("element", name());
        }

        /** @param member the member of the reading that is wrong */
        default Problem wrong(String member, String detail) {
            String element = name();
            String joint = element.endsWith("]") ? "." : ", ";
            return new Problem(400, element + joint + member + ": " + detail).with("element", element);
        }
    }
}
