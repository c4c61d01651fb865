package org.citygauge.gateway.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URLConnection;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What commands ask of the ledger of a running gateway. Numbers keep all their digits. */
final class LedgerCalls {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    /** Where the name ends so, and Java does not know better. */
    private static final Map<String, String> TYPES = Map.of(
            "csv", "text/csv",
            "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "md", "text/markdown",
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final GatewayAddress gateway;

    LedgerCalls(GatewayAddress gateway) {
        this.gateway = gateway;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** A part of a path or query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    JsonNode get(String path) throws IOException, InterruptedException, FailedCommand {
        return answer(GatewayClient.get(gateway, path));
    }

    /** All of a list, page by page. */
    ArrayNode all(String path) throws IOException, InterruptedException, FailedCommand {
        ArrayNode all = JSON.createArrayNode();
        Optional<String> next = Optional.empty();
        do {
            String page = next.map(place -> (path.contains("?") ? "&next=" : "?next=") + place)
                    .orElse("");
            HttpResponse<byte[]> response = GatewayClient.get(gateway, path + page);
            answer(response).forEach(all::add);
            next = response.headers().firstValue("X-Next");
        } while (next.isPresent());
        return all;
    }

    /** @param method such as PUT */
    JsonNode send(String method, String path, ObjectNode body) throws IOException, InterruptedException, FailedCommand {
        return answer(GatewayClient.send(
                gateway,
                method,
                path,
                "application/json",
                HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8)));
    }

    /** Gives the gateway a file to keep; what it is known as there. */
    ObjectNode evidence(Path file) throws IOException, InterruptedException, FailedCommand {
        String name = String.valueOf(file.getFileName());
        HttpRequest.BodyPublisher content;
        try {
            content = HttpRequest.BodyPublishers.ofFile(file);
        } catch (FileNotFoundException absent) {
            throw new FailedCommand(file + ": there is no such file");
        }
        JsonNode kept = answer(
                GatewayClient.send(gateway, "POST", "/api/v1/evidence?name=" + encoded(name), type(name), content));
        return object().put("sha256", kept.path("sha256").asText()).put("name", name);
    }

    /** The same of several files. */
    ArrayNode evidence(List<Path> files) throws IOException, InterruptedException, FailedCommand {
        ArrayNode kept = JSON.createArrayNode();
        for (Path file : files) {
            kept.add(evidence(file));
        }
        return kept;
    }

    private static String type(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(TYPES.get(ending))
                .or(() -> Optional.ofNullable(URLConnection.guessContentTypeFromName(name)))
                .orElse("application/octet-stream");
    }

    private static JsonNode answer(HttpResponse<byte[]> response) throws IOException, FailedCommand {
        if (response.statusCode() / 100 == 2) {
            return JSON.readTree(response.body());
        }
        throw new FailedCommand(Refusal.of(response.statusCode(), response.body()));
    }
}
