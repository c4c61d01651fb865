package org.citygauge.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the gateway says of itself in {@code openapi.yaml}, to hold its answers against. */
final class ApiDescription {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode description;

    private ApiDescription(JsonNode description) {
        this.description = description;
    }

    static ApiDescription read() {
        try (InputStream stream = HttpDoor.class.getResourceAsStream("openapi.yaml")) {
            return new ApiDescription(new YAMLMapper().readTree(stream));
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    /** All it describes, as {@code get /path}. */
    Set<String> described() {
        Set<String> described = new TreeSet<>();
        description
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> described.add(method + " " + path.getKey())));
        return described;
    }

    /** Fails unless the answer has this status, and is as described for the path. */
    void assertDescribed(HttpResponse<String> response, String method, String path, int status) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        String type = response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        String pointer = "/paths/" + path.replace("/", "~1") + "/" + method + "/responses/" + status;
        JsonNode described = resolve(description.at(pointer));
        assertThat(described.isMissingNode()).as(pointer).isFalse();
        String content = "/content/" + type.replace("/", "~1") + "/schema";
        assertThat(described.at(content).isMissingNode())
                .as("%s%s", pointer, content)
                .isFalse();
        assertThat(violations(described.at(content), response.body())).isEmpty();
    }

    private JsonNode resolve(JsonNode node) {
        return Optional.ofNullable(node.get("$ref"))
                .map(reference -> description.at(reference.asText().substring(1)))
                .orElse(node);
    }

    /** The whole description is put beside the schema, so that its references lead somewhere. */
    private List<String> violations(JsonNode schema, String body) throws IOException {
        var whole = JSON.createObjectNode();
        whole.set("components", description.get("components"));
        whole.putArray("allOf").add(schema);
        JsonSchema compiled = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://citygauge.invalid/openapi"), whole, formatsCount());
        var found = new ArrayList<String>();
        compiled.validate(JSON.readTree(body)).forEach(message -> found.add(message.toString()));
        return found;
    }

    private static SchemaValidatorsConfig formatsCount() {
        return SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    }
}
