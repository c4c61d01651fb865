package org.citygauge.gateway.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.citygauge.gateway.decode.json.PostedReadings;
import org.citygauge.gateway.http.ReadingForm.Place;

/** The two forms in which readings may be posted. */
enum ReadingsForm {
    /** {@code {"readings": […]}} */
    DOCUMENT("application/json") {
        @Override
        int count(byte[] body) throws IOException {
            int[] count = {0};
            Place place = () -> "readings[" + count[0] + "]";
            try (JsonParser parser = JSON.createParser(body)) {
                enter(parser);
                for (; parser.nextToken() != JsonToken.END_ARRAY; count[0]++) {
                    ReadingForm.check(parser, place);
                }
                leave(parser);
            } catch (JacksonException wrong) {
                throw place.wrong(syntax(wrong));
            }
            return count[0];
        }

        private void enter(JsonParser parser) throws IOException {
            boolean array = parser.nextToken() == JsonToken.START_OBJECT
                    && "readings".equals(parser.nextFieldName())
                    && parser.nextToken() == JsonToken.START_ARRAY;
            if (!array) {
                throw new Problem(400, SHAPE).with("element", "readings");
            }
        }

        private void leave(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw new Problem(400, SHAPE).with("element", "readings");
            }
        }
    },

    /** One reading a line; empty lines do not count. */
    LINES("application/x-ndjson") {
        @Override
        int count(byte[] body) throws IOException {
            int[] line = {1};
            Place place = () -> "line " + line[0];
            int count = 0;
            for (int from = 0; from < body.length; line[0]++) {
                int end = endOfLine(body, from);
                count += reading(body, from, end, place) ? 1 : 0;
                from = end + 1;
            }
            return count;
        }

        private boolean reading(byte[] body, int from, int end, Place place) throws IOException {
            try (JsonParser parser = JSON.createParser(body, from, end - from)) {
                if (parser.nextToken() == null) {
                    return false;
                }
                ReadingForm.check(parser, place);
                if (parser.nextToken() != null) {
                    throw place.wrong("more than one value on the line.");
                }
                return true;
            } catch (JacksonException wrong) {
                throw place.wrong(syntax(wrong));
            }
        }
    };

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(256) // the parser remembers thousands of names
                    .maxNestingDepth(60) // the decoder's limit, less the two levels around a reading
                    .build())
            .build();
    private static final String SHAPE =
            "readings: the body must be one object {\"readings\": [{time, sensor, value, …}, …]} and nothing else.";

    private final String mediaType;

    ReadingsForm(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The form that a {@code Content-Type} header announces. */
    static Optional<ReadingsForm> of(String contentType) {
        int end = contentType.indexOf(';');
        String media =
                (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        for (ReadingsForm form : values()) {
            if (form.mediaType.equals(media)) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }

    abstract int count(byte[] body) throws IOException;

    /**
     * How many readings {@code body} holds.
     *
     * @throws Problem naming the first element whose form is wrong
     */
    int check(byte[] body) {
        try {
            requireFewValues(body);
            return count(body);
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory failed", impossible);
        }
    }

    /** Small values take many times their length in memory, so that the length alone bounds nothing. */
    private static void requireFewValues(byte[] body) throws IOException {
        int values = 0;
        if (body.length / 2 < PostedReadings.MAX_VALUES) {
            return; // each takes two bytes or more
        }
        try (JsonParser parser = JSON.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                values += token.isScalarValue() || token.isStructStart() ? 1 : 0;
                if (values > PostedReadings.MAX_VALUES) {
                    throw new Problem(
                            400, "more than " + PostedReadings.MAX_VALUES + " values in one body; send it in parts.");
                }
            }
        } catch (JacksonException wrong) {
            return; // is told with its place by whoever reads it
        }
    }

    private static int endOfLine(byte[] body, int from) {
        int end = from;
        while (end < body.length && body[end] != '\n') {
            end++;
        }
        return end;
    }

    private static String syntax(JacksonException wrong) {
        String message = wrong.getOriginalMessage();
        return "no valid JSON: " + message.lines().findFirst().orElse("unreadable");
    }
}
