package org.citygauge.gateway.decode.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the bytes of a payload say, if they are JSON. */
sealed interface JsonText {
    /** Deeper nesting is no message of a device. */
    int MAX_DEPTH = 64;

    /** Values in one message; in memory each takes some 70 bytes, however few it has in the message. */
    int MAX_VALUES = 1 << 21;

    /** Characters of a member's name; the parser remembers thousands of names. */
    int MAX_NAME = 256;

    /** @param values the values that follow one another; mostly one, never none */
    record Values(List<Json> values) implements JsonText {}

    /** @param detail where it stops being JSON, and why */
    record Malformed(String detail) implements JsonText {}

    static JsonText parse(byte[] payload) {
        if (startsLikeAnotherEncoding(payload)) {
            return new Malformed("not UTF-8");
        }
        try (JsonParser parser = Tokens.FACTORY.createParser(payload)) {
            var tokens = new Tokens();
            var values = new ArrayList<Json>(1);
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                values.add(tokens.value(parser, token));
            }
            return values.isEmpty() ? new Malformed("an empty payload") : new Values(values);
        } catch (JsonProcessingException notJson) {
            return new Malformed(Tokens.explain(notJson));
        } catch (IOException notUtf8) {
            return new Malformed(
                    "not UTF-8: " + notUtf8.getMessage()); // the bytes are in memory, nothing else can fail
        }
    }

    /** UTF-16 and UTF-32, which the parser would take in silence. */
    private static boolean startsLikeAnotherEncoding(byte[] payload) {
        if (payload.length < 2) {
            return false;
        }
        int first = payload[0] & 0xFF;
        int second = payload[1] & 0xFF;
        return first == 0 || second == 0 || (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
    }

    /** From Jackson's tokens to values. */
    final class Tokens {
        private static final JsonFactory FACTORY = new JsonFactoryBuilder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // so that one NaN costs a reading, not its message
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNameLength(MAX_NAME)
                        .maxNumberLength(Integer.MAX_VALUE) // as above; the text of a number is judged later
                        .build())
                .build();

        private int values;

        private Tokens() {}

        private Json value(JsonParser parser, JsonToken token) throws IOException {
            if (++values > MAX_VALUES) {
                throw new JsonParseException(parser, "more than " + MAX_VALUES + " values in one message");
            }
            return switch (token) {
                case START_OBJECT -> members(parser);
                case START_ARRAY -> elements(parser);
                case VALUE_STRING -> new Json.Text(parser.getText());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Figure(parser.getText());
                case VALUE_TRUE -> new Json.Truth(true);
                case VALUE_FALSE -> new Json.Truth(false);
                case VALUE_NULL -> Json.Nothing.INSTANCE;
                case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw new IllegalStateException("no value begins with " + token);
            };
        }

        private Json members(JsonParser parser) throws IOException {
            Map<String, Json> members = new FewMembers();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                members = FewMembers.with(members, name, value(parser, parser.nextToken()));
            }
            return new Json.Members(members);
        }

        private Json elements(JsonParser parser) throws IOException {
            List<Json> elements = new ArrayList<>();
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                elements.add(value(parser, token));
            }
            return new Json.Elements(elements);
        }

        private static String explain(JsonProcessingException notJson) {
            var location = notJson.getLocation();
            String text = firstLine(notJson.getOriginalMessage());
            return location == null
                    ? text
                    : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": " + text;
        }

        private static String firstLine(String text) {
            String line = text.lines().findFirst().orElse("").replaceFirst(": was expecting \\(.*", "");
            return line.length() <= 200 ? line : line.substring(0, 200) + "…";
        }
    }
}
