package org.citygauge.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code close-year}: freezes a year that is over. */
@Command(
        name = "close-year",
        mixinStandardHelpOptions = true,
        description = {
            "Lists what the year still misses, and freezes it: readings, register, figures, bindings and catalogue as they are now.",
            "What comes later is kept and listed, and changes it only with restate. On a terminal it asks first."
        })
public final class CloseYearCommand extends YearAct {
    /**
     * @param environment for the token
     * @param input where an answer is read
     */
    public CloseYearCommand(Map<String, String> environment, InputStream input) {
        super(environment, input);
    }

    @Override
    Words words() {
        return new Words("Close", "close", "is closed,", "stays open");
    }

    @Override
    JsonObject body() {
        return new JsonObject();
    }

    @Override
    void show(YearClient client, JsonObject standing) {
        client.printMissing(standing);
    }
}
