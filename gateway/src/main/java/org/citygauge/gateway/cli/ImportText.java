package org.citygauge.gateway.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a table of figures changes, as a person reads it. */
final class ImportText {
    private static final int LONGEST = 60;

    private ImportText() {}

    /** @param result as the API tells it */
    static List<String> of(String file, JsonObject result, boolean preview) {
        var lines = new ArrayList<String>();
        objects(result, "changes").forEach(change -> lines.addAll(change(change)));
        objects(result, "notes").forEach(note -> lines.add("note   " + place(file, note) + note.getString("text")));
        objects(result, "errors").forEach(error -> lines.add("ERROR  " + place(file, error) + error.getString("text")));
        int errors = result.getInteger("errorCount", 0);
        int shown = result.getJsonArray("errors", new JsonArray()).size();
        if (errors > shown) {
            lines.add("ERROR  … and " + (errors - shown) + " more");
        }
        lines.add(result.getInteger("new", 0) + " new, " + result.getInteger("changed", 0) + " changed, "
                + result.getInteger("unchanged", 0) + " unchanged, " + result.getInteger("skipped", 0)
                + " rows not filled in");
        lines.add(outcome(errors, preview, result.getInteger("new", 0) + result.getInteger("changed", 0)));
        return lines;
    }

    private static String outcome(int errors, boolean preview, int changes) {
        if (errors > 0) {
            return errors + (errors == 1 ? " error" : " errors") + ": nothing was taken";
        }
        if (preview) {
            return "a preview: nothing was taken";
        }
        return changes == 0
                ? "there was nothing to take"
                : "taken as drafts; submit and approve them for them to count";
    }

    private static Stream<JsonObject> objects(JsonObject of, String list) {
        return of.getJsonArray(list, new JsonArray()).stream().map(JsonObject.class::cast);
    }

    private static List<String> change(JsonObject change) {
        var lines = new ArrayList<String>();
        boolean isNew = change.getString("change").equals("new");
        lines.add((isNew ? "new    " : "change ") + change.getString("measure") + " (" + change.getString("title") + ")"
                + (isNew ? "" : ", " + change.getString("state")));
        objects(change, "fields")
                .filter(field -> !(isNew && field.getString("to").isEmpty()))
                .forEach(field -> lines.add("         " + field.getString("field") + ": "
                        + (isNew ? "" : shown(field.getString("from")) + " → ") + shown(field.getString("to"))));
        return lines;
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.isEmpty() ? "(nothing)" : line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    private static String place(String file, JsonObject finding) {
        int row = finding.getInteger("row");
        if (row == 0) {
            return file + " ";
        }
        String cell = finding.getString("cell");
        String column = finding.getString("column");
        return file + (cell == null ? ":" + row : "!" + cell) + (column.isEmpty() ? "" : " " + column) + ": ";
    }
}
