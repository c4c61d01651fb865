package org.citygauge.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokensTest {
    /** SHA-256 of "open sesame". */
    private static final String HASH = "41ef4bb0b23661e66301aac36066912dac037827b4ae63a7b1165a5aa93ed4eb";

    @TempDir
    private Path folder;

    private Tokens tokens(String content) throws IOException {
        return Tokens.read(Files.writeString(folder.resolve("tokens"), content));
    }

    @Test
    void aTokenOpensWhatIsClosedWithoutIt() throws IOException {
        Tokens tokens = tokens("# who may come in\n\noffice:" + HASH + "\n");
        try (var door = new RunningDoor(SampleCity.ofThree(), RunningDoor.onAnyPort(), Optional.of(tokens))) {
            HttpResponse<String> refused = door.get("/api/v1/indicators");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"citygauge\"");
            var wrong = door.request("/metrics").header("Authorization", "Bearer close sesame");
            assertThat(door.send(wrong).statusCode()).isEqualTo(401);
            var right = door.request("/api/v1/indicators").header("Authorization", "bearer open sesame");
            assertThat(door.send(right).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/", "/page.js", "/sensors.js", "/page.css", "/icon.svg"})
    void healthAndThePageAreForAll(String path) throws IOException {
        Tokens tokens = tokens("office:" + HASH);
        try (var door = new RunningDoor(SampleCity.ofThree(), RunningDoor.onAnyPort(), Optional.of(tokens))) {
            assertThat(door.get(path).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aWrongLineIsNamed() {
        assertThatThrownBy(() -> tokens("office:" + HASH + "\nother:plain"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tokens:2: write name:hash");
        assertThatThrownBy(() -> tokens("# nobody\n")).hasMessageContaining("no tokens");
    }
}
