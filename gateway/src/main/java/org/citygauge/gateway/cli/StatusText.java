package org.citygauge.gateway.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a year still needs, as a person reads it: themes, what is missing in them, and what a certificate asks for beside. */
final class StatusText {
    private static final int FEW = 3;
    private static final String NEXT = "              ";

    private final JsonObject status;
    private final JsonObject state;
    private final boolean all;
    private final List<String> lines = new ArrayList<>();

    private StatusText(JsonObject status, JsonObject state, boolean all) {
        this.status = status;
        this.state = state;
        this.all = all;
    }

    /**
     * @param status as the API tells it
     * @param state of the year, as the API tells it
     * @param all whether long lists are printed whole
     */
    static List<String> of(JsonObject status, JsonObject state, boolean all) {
        return new StatusText(status, state, all).lines();
    }

    private List<String> lines() {
        lines.add(status.getInteger("year") + ": " + status.getInteger("counted") + " of " + status.getInteger("total")
                + " indicators have a value, as of " + status.getString("asOf").substring(0, 10));
        lines.add(closing());
        JsonObject own = status.getJsonObject("own");
        if (own.getInteger("total") > 0) {
            lines.add("and " + own.getInteger("counted") + " of " + own.getInteger("total")
                    + " of the city's own, which no certificate counts");
        }
        lines.add("");
        objects("byTheme").forEach(this::theme);
        lines.add("");
        evidence();
        completeness();
        level();
        lines.add("Prerequisite  " + status.getString("prerequisite"));
        return lines;
    }

    private String closing() {
        if (state.getString("state").equals("open")) {
            return state.getBoolean("over")
                    ? "The year is over and open: citygauge close-year " + state.getInteger("year") + " closes it."
                    : "The year is still running.";
        }
        int reasons = state.getJsonArray("reasonsToRestate").size();
        String closed = "Closed on " + state.getString("closedAt").substring(0, 10) + " by " + state.getString("by")
                + ", revision " + state.getInteger("revision");
        return reasons == 0
                ? closed + "; nothing came for it since."
                : closed + "; there " + (reasons == 1 ? "is 1 reason" : "are " + reasons + " reasons")
                        + " to restate it; citygauge restate lists them and asks.";
    }

    private Stream<JsonObject> objects(String list) {
        return objects(status, list);
    }

    private static Stream<JsonObject> objects(JsonObject of, String list) {
        return of.getJsonArray(list, new JsonArray()).stream().map(JsonObject.class::cast);
    }

    private void theme(JsonObject theme) {
        lines.add(String.format(
                        "%3d  %-45s %2d of %2d  %s",
                        theme.getInteger("number"),
                        theme.getString("theme"),
                        theme.getInteger("counted"),
                        theme.getInteger("total"),
                        Optional.ofNullable(theme.getString("owner")).orElse(""))
                .stripTrailing());
        String prefix = theme.getInteger("number") + ".";
        objects("missing")
                .filter(missing -> missing.getString("number").startsWith(prefix))
                .forEach(this::missing);
    }

    private void missing(JsonObject missing) {
        lines.add(String.format("     %-6s %s", missing.getString("number"), missing.getString("title")));
        List<JsonObject> inputs = objects(missing, "measures").toList();
        if (inputs.isEmpty()) {
            lines.add("            " + missing.getString("reason") + owner(missing));
        }
        inputs.forEach(input -> lines.add(
                "            " + input.getString("measure") + ": " + input.getString("reason") + owner(input)));
    }

    private static String owner(JsonObject of) {
        return Optional.ofNullable(of.getString("owner"))
                .map(name -> " [" + name + "]")
                .orElse("");
    }

    private void evidence() {
        List<JsonObject> unproven = objects("evidenceMissing").toList();
        if (unproven.isEmpty()) {
            lines.add("Evidence      every entered figure in force has some");
            return;
        }
        boolean cut = !all && unproven.size() > FEW + 1;
        String names = unproven.stream()
                .limit(cut ? FEW : 0)
                .map(figure -> figure.getString("measure"))
                .collect(Collectors.joining(", "));
        lines.add("Evidence      " + unproven.size() + (unproven.size() == 1 ? " figure" : " figures")
                + " in force without any" + (cut ? ": " + names + ", … (--all names them)" : ""));
        if (!cut) {
            unproven.forEach(figure -> lines.add(NEXT + figure.getString("measure") + " " + figure.getInteger("year")
                    + " (" + figure.getString("title") + ")" + owner(figure)));
        }
    }

    private void completeness() {
        Optional<JsonObject> least = Optional.ofNullable(status.getJsonObject("leastComplete"));
        String worst = least.map(one ->
                        "; least complete is " + one.getString("number") + " with " + percent(one, "completeness"))
                .orElse("");
        if (status.getValue("completenessThreshold") == null) {
            lines.add("Completeness  no threshold is set" + worst);
            return;
        }
        List<JsonObject> sparse = objects("notCertifiable").toList();
        lines.add("Completeness  " + (sparse.isEmpty() ? "all are over " : sparse.size() + " not certifiable, under ")
                + percent(status, "completenessThreshold") + (sparse.isEmpty() ? worst : ":"));
        sparse.forEach(one -> lines.add(NEXT + one.getString("number") + " " + one.getString("title") + ": "
                + percent(one, "completeness") + owner(one)));
    }

    /** Rounded down, so that what is under a threshold never looks as if it were not. */
    private static String percent(JsonObject of, String key) {
        return new BigDecimal(of.getNumber(key).toString())
                        .movePointRight(2)
                        .setScale(1, RoundingMode.FLOOR)
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    private void level() {
        JsonObject detail = status.getJsonObject("ladderDetail");
        lines.add("Level         " + status.getString("ladder") + " (" + detail.getInteger("counted") + " count; "
                + detail.getString("standard") + ", " + detail.getString("certifier") + ")");
        if (detail.getValue("firstYear") == null) {
            lines.add(NEXT + "which of both is not known: " + detail.getString("because"));
        }
        Optional.ofNullable(detail.getJsonObject("step"))
                .or(() -> Optional.ofNullable(detail.getJsonObject("next")))
                .ifPresent(step -> lines.add(NEXT + (detail.getValue("step") == null ? "next: " : "")
                        + step.getString("level") + " takes " + step.getInteger("atLeast")
                        + (step.getBoolean("confirmed") ? "" : ", unconfirmed") + ": " + step.getString("source")));
    }
}
