package org.citygauge.gateway.cli;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** How a year stands, as people read it, and closing it. */
final class YearClient {
    private static final int MOST_LINES = 20;
    private static final int MOST_LOOKS = 1800;

    private final GatewayAddress gateway;
    private final PrintWriter out;

    YearClient(GatewayAddress gateway, PrintWriter out) {
        this.gateway = gateway;
        this.out = out;
    }

    /** The year, where the gateway knows it. */
    JsonObject standing(int year) throws IOException, InterruptedException {
        return answer(GatewayClient.get(gateway, "/api/v1/years/" + year));
    }

    /**
     * Has the year closed, or closed again. Where a large city takes longer for that than a connection is kept, it looks for what came of
     * it.
     *
     * @param before the year as it stands
     */
    JsonObject post(JsonObject before, String action, JsonObject body) throws IOException, InterruptedException {
        int year = before.getInteger("year");
        HttpResponse<byte[]> response;
        try {
            response = GatewayClient.post(
                    gateway,
                    "/api/v1/years/" + year + "/" + action,
                    "application/json",
                    body.toBuffer().getBytes());
        } catch (IOException broken) {
            return awaitClosing(year, revision(before), broken);
        }
        return answer(response);
    }

    /** The last revision of a year; 0 while it is open. */
    private static int revision(JsonObject year) {
        Integer last = year.getInteger("revision");
        return last == null ? 0 : last;
    }

    private JsonObject awaitClosing(int year, int revision, IOException broken)
            throws IOException, InterruptedException {
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            TimeUnit.SECONDS.sleep(1);
            Optional<JsonObject> closed = objects(new JsonArray(Buffer.buffer(
                            GatewayClient.get(gateway, "/api/v1/years").body())))
                    .filter(one -> one.getInteger("year") == year && revision(one) > revision)
                    .findFirst();
            if (closed.isPresent()) {
                return closed.get();
            }
        }
        throw broken;
    }

    private static JsonObject answer(HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() == 200) {
            return new JsonObject(Buffer.buffer(response.body()));
        }
        throw new IOException(Refusal.of(response.statusCode(), response.body()));
    }

    /** Prints the indicators that have no value. */
    void printMissing(JsonObject year) {
        out.println(year.getInteger("year") + ": " + year.getInteger("counted") + " of " + year.getInteger("total")
                + " indicators have a value");
        objects(year.getJsonArray("missing"))
                .forEach(missing -> out.println("  missing " + missing.getString("number") + "  "
                        + missing.getString("title") + ": " + missing.getString("reason")));
    }

    /** Prints what came since the year was closed. */
    void printReasons(JsonObject year) {
        List<JsonObject> reasons =
                objects(year.getJsonArray("reasonsToRestate")).toList();
        out.println(
                reasons.isEmpty()
                        ? "nothing came since that would change it"
                        : "since revision " + year.getInteger("revision") + ":");
        reasons.forEach(this::printReason);
    }

    private void printReason(JsonObject reason) {
        JsonArray what = reason.getJsonArray("what");
        what.stream().limit(MOST_LINES).forEach(line -> out.println("  " + reason.getString("kind") + ": " + line));
        if (what.size() > MOST_LINES) {
            out.println("  … and " + (what.size() - MOST_LINES) + " more");
        }
        List<JsonObject> effects = objects(reason.getJsonArray("effects")).toList();
        List<JsonObject> shown = effects.stream()
                .filter(effect -> !said(effect.getJsonObject("before")).equals(said(effect.getJsonObject("after"))))
                .toList();
        shown.forEach(effect -> out.println("    " + effect.getString("number") + "  " + effect.getString("title")
                + ": " + said(effect.getJsonObject("before")) + " → " + said(effect.getJsonObject("after"))));
        if (effects.isEmpty()) {
            out.println("    changes no indicator");
        } else if (shown.size() < effects.size()) {
            out.println(
                    "    changes inputs or completeness of " + (effects.size() - shown.size()) + " more, and no value");
        }
    }

    private static String said(JsonObject state) {
        Object value = state.getValue("value");
        return value == null ? state.getString("status") : value.toString();
    }

    static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    /** Whether whoever sits at a terminal says yes; elsewhere nobody is asked. */
    boolean agreed(String question, boolean yes, InputStream input) throws IOException {
        if (yes || !Boolean.getBoolean("citygauge.terminal")) {
            return true;
        }
        out.print(question + " [y/N] ");
        out.flush();
        String answer = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8)).readLine();
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }
}
