package org.citygauge.gateway.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.citygauge.gateway.config.Spelling;
import org.citygauge.gateway.table.DecimalText;

/**
 * The JSON object that a request brings, read strictly: a member that is unknown, there twice or not understood is a {@link Problem}
 * that names it. {@code null} and an empty text count as absent. Numbers keep all their digits.
 */
final class JsonBody {
    private static final int MAX_BYTES = 256 * 1024;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final JsonNode node;
    private final String place;

    private JsonBody(JsonNode node, String place, List<String> known) {
        if (!node.isObject()) {
            throw new Problem(400, (place.isEmpty() ? "The body" : place) + " must be a JSON object.");
        }
        this.node = node;
        this.place = place.isEmpty() ? "" : place + ".";
        for (String name : (Iterable<String>) node::fieldNames) {
            if (!known.contains(name)) {
                throw wrong(name, "no such member; " + hint(name, known));
            }
        }
    }

    private static String hint(String name, List<String> known) {
        return Spelling.nearest(name, known)
                .map(near -> "did you mean " + near + "?")
                .orElse("known are " + String.join(", ", known) + ".");
    }

    /** The body of a request, which may have the members {@code known}; without a body there are none. */
    static JsonBody of(RoutingContext context, String... known) {
        Buffer body = Bodies.of(context);
        if (body.length() > MAX_BYTES) {
            throw new Problem(413, "The body is too long: at most " + (MAX_BYTES >> 10) + " KiB are taken here.");
        }
        String type =
                Optional.ofNullable(context.request().getHeader("Content-Type")).orElse("");
        if (body.length() > 0 && !type.replaceAll(";.*", "").strip().equalsIgnoreCase("application/json")) {
            throw new Problem(415, "Content-Type: send application/json, not \"" + type + "\".");
        }
        return new JsonBody(
                read(body.length() == 0 ? "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8) : body.getBytes()),
                "",
                List.of(known));
    }

    private static JsonNode read(byte[] bytes) {
        try (JsonParser parser = MAPPER.createParser(bytes)) {
            return Optional.<JsonNode>ofNullable(MAPPER.readTree(parser)).orElse(MissingNode.getInstance());
        } catch (JacksonException broken) {
            throw new Problem(400, "The body is no JSON: " + broken.getOriginalMessage() + ".");
        } catch (IOException broken) {
            throw new Problem(400, "The body cannot be read.");
        }
    }

    private Problem wrong(String name, String detail) {
        return Problem.parameter(place + name, detail);
    }

    private Optional<JsonNode> member(String name) {
        return Optional.ofNullable(node.get(name)).filter(member -> !member.isNull());
    }

    Optional<String> text(String name) {
        return member(name)
                .map(member -> {
                    if (!member.isTextual()) {
                        throw wrong(name, "must be a text.");
                    }
                    return member.textValue().strip();
                })
                .filter(text -> !text.isEmpty());
    }

    String required(String name) {
        return text(name).orElseThrow(() -> wrong(name, "is missing."));
    }

    /** A number, or a text that is one. */
    Optional<BigDecimal> decimal(String name) {
        return member(name)
                .filter(member -> !member.isTextual() || !member.textValue().isBlank())
                .map(member -> {
                    if (!member.isNumber() && !member.isTextual()) {
                        throw wrong(name, "must be a number.");
                    }
                    String text = member.asText().strip();
                    return DecimalText.read(text)
                            .orElseThrow(() -> wrong(
                                    name,
                                    DecimalText.explain(text)
                                            + (member.isNumber()
                                                    ? " of at most 40 digits before and after the point"
                                                    : "")
                                            + "."));
                });
    }

    Optional<Long> whole(String name) {
        return member(name).map(member -> {
            if (!member.isIntegralNumber() || !member.canConvertToLong()) {
                throw wrong(name, "must be a whole number.");
            }
            return member.longValue();
        });
    }

    Optional<LocalDate> date(String name) {
        return text(name).map(text -> {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException none) {
                throw wrong(name, "\"" + text + "\" is no day such as 2025-06-30.");
            }
        });
    }

    /** An object in it, which may have the members {@code known}. */
    Optional<JsonBody> object(String name, String... known) {
        return member(name).map(member -> new JsonBody(member, place + name, List.of(known)));
    }

    /** The objects of an array in it. */
    List<JsonBody> objects(String name, String... known) {
        Optional<JsonNode> array = member(name);
        if (array.filter(member -> !member.isArray()).isPresent()) {
            throw wrong(name, "must be an array.");
        }
        var items = new java.util.ArrayList<JsonBody>();
        array.ifPresent(all -> all.forEach(
                item -> items.add(new JsonBody(item, place + name + "[" + items.size() + "]", List.of(known)))));
        return items;
    }
}
