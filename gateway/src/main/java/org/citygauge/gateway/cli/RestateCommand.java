package org.citygauge.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code restate}: a new revision of a closed year. */
@Command(
        name = "restate",
        mixinStandardHelpOptions = true,
        description = {
            "Lists what came for a closed year since, with its effect on each indicator, and closes the year again with all of it.",
            "The revisions before stay as they were. On a terminal it asks first."
        })
public final class RestateCommand extends YearAct {
    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why, for those who read it later")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String reason;

    /**
     * @param environment for the token
     * @param input where an answer is read
     */
    public RestateCommand(Map<String, String> environment, InputStream input) {
        super(environment, input);
    }

    @Override
    Words words() {
        return new Words("Restate", "restate", "is restated:", "stays as it is");
    }

    @Override
    JsonObject body() {
        return new JsonObject().put("reason", reason);
    }

    @Override
    void show(YearClient client, JsonObject standing) {
        client.printReasons(standing);
    }
}
