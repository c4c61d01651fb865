package org.citygauge.gateway.cli;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** What a gateway says that does not do what it was asked, as people read it. */
final class Refusal {
    private Refusal() {}

    static String of(int status, byte[] body) {
        return "the gateway answered " + status + ": " + detail(body);
    }

    private static String detail(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            return new JsonObject(Buffer.buffer(body)).getString("detail", text);
        } catch (DecodeException none) {
            return text;
        }
    }
}
