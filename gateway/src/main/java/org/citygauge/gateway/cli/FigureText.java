package org.citygauge.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** Figures as lines to read. */
final class FigureText {
    private FigureText() {}

    /** One line about the newest version, and one about what is in force where that says something else. */
    static void line(PrintWriter out, JsonNode figure) {
        out.println(figure.path("year").asText() + "  " + figure.path("measure").asText() + "  "
                + figure.path("state").asText() + "  " + said(figure) + "  (version "
                + figure.path("version").asText() + " by "
                + figure.path("actor").asText() + ")");
        JsonNode inForce = figure.path("inForce");
        boolean same =
                inForce.path("version").asLong() == figure.path("version").asLong();
        if (figure.has("inForce") && !same) {
            out.println(inForce.isNull() ? "      nothing is in force" : "      in force: " + said(inForce));
        }
    }

    /** One step, with all it changed to. */
    static void version(PrintWriter out, JsonNode version) {
        out.println(
                version.path("version").asText() + "  " + version.path("time").asText() + "  "
                        + version.path("state").asText() + " by "
                        + version.path("actor").asText() + ": " + said(version)
                        + of("", version.path("reason")));
        JsonNode source = version.path("source");
        out.println("      data of " + version.path("yearOfData").asText()
                + of("as of ", version.path("asOf")) + of("", source.path("organisation"))
                + of("", source.path("document")) + of("", source.path("address"))
                + of("method: ", version.path("method")) + of("comment: ", version.path("comment")));
        version.path("evidence")
                .forEach(file ->
                        out.println("      evidence " + file.path("name").asText() + "  "
                                + file.path("sha256").asText()));
    }

    private static String of(String what, JsonNode text) {
        return text.isNull() || text.asText().isEmpty() ? "" : "; " + what + text.asText();
    }

    private static String said(JsonNode figure) {
        return figure.path("value").isNull()
                ? "not available: " + figure.path("notAvailableBecause").asText()
                : figure.path("value").decimalValue().toPlainString() + " "
                        + figure.path("unit").asText();
    }

    static void remarks(PrintWriter out, JsonNode figure) {
        figure.path("remarks").forEach(remark -> out.println("      remarkable: " + remark.asText()));
    }
}
