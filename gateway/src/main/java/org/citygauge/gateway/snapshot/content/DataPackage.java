package org.citygauge.gateway.snapshot.content;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.citygauge.gateway.snapshot.bag.Item;
import org.citygauge.gateway.snapshot.table.Column;
import org.citygauge.gateway.snapshot.table.Forms;
import org.citygauge.gateway.snapshot.table.TableForm;

/** {@code datapackage.json}: the files as a Frictionless Data Package, tables with their schemas. */
public final class DataPackage {
    /** Where it is in the package. */
    public static final String PATH = "datapackage.json";

    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "csv", "text/csv",
            "json", "application/json",
            "yaml", "application/yaml",
            "html", "text/html",
            "pdf", "application/pdf",
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final Map<String, TableForm> FORMS =
            Forms.all().stream().collect(Collectors.toMap(TableForm::path, Function.identity()));

    private DataPackage() {}

    /** @param payload every file below {@code data/} */
    public static String of(About about, SortedMap<String, Item> payload) {
        ObjectNode json = JsonText.object()
                .put("profile", "data-package")
                .put("name", about.packageName().toLowerCase(Locale.ROOT))
                .put("title", about.city().name() + ": " + about.edition() + ", " + about.year())
                .put("created", about.settled().toString());
        ArrayNode resources = json.putArray("resources");
        payload.forEach((path, item) -> {
            if (!path.startsWith("data/evidence/")) { // files of others, of any kind: no tables to be read
                put(resources.addObject(), path, item);
            }
        });
        return JsonText.write(json);
    }

    private static void put(ObjectNode json, String path, Item item) {
        TableForm form = FORMS.get(path);
        String ending = path.substring(path.lastIndexOf('.') + 1);
        json.put("name", path.substring("data/".length()).replaceAll("[^a-z0-9]", "-"))
                .put("path", path)
                .put("format", ending)
                .put("mediatype", MEDIA_TYPES.getOrDefault(ending, "application/octet-stream"))
                .put("bytes", item.bytes())
                .put("hash", "sha256:" + item.sha256());
        if (ending.equals("xlsx")) {
            json.put("type", "file"); // several sheets: the tables are the CSV files
        }
        if (form != null) {
            json.put("profile", "tabular-data-resource")
                    .put("description", form.meaning())
                    .put("encoding", "utf-8");
            schema(json.putObject("schema"), form);
        }
    }

    private static void schema(ObjectNode json, TableForm form) {
        ArrayNode fields = json.putArray("fields");
        for (Column column : form.columns()) {
            ObjectNode field = fields.addObject()
                    .put("name", column.name())
                    .put("type", column.type().name().toLowerCase(Locale.ROOT))
                    .put("description", column.meaning());
            if (column.type() == Column.Type.DATETIME) {
                field.put("format", "any");
            }
            if (!column.unit().isEmpty()) {
                field.put("unit", column.unit());
            }
        }
        json.putArray("missingValues").add("");
        ArrayNode key = json.putArray("primaryKey");
        List.copyOf(form.key()).forEach(key::add);
    }
}
