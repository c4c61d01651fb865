package org.citygauge.grafana;

import java.util.List;
import java.util.Map;

/** A way out of a panel or a dashboard. */
sealed interface Link {
    /** To an address, in which variables are replaced. */
    record To(String title, String url, boolean newTab) implements Link {}

    /** To all dashboards that have a tag, with the variables as they are. */
    record Tagged(String title, String tag) implements Link {}

    default Map<String, Object> json() {
        return switch (this) {
            case To(String title, String url, boolean newTab) -> json("link", title, url, List.of(), newTab, false);
            case Tagged(String title, String tag) -> json("dashboards", title, "", List.of(tag), false, true);
        };
    }

    private static Map<String, Object> json(
            String type, String title, String url, List<String> tags, boolean newTab, boolean dashboards) {
        return Json.object(
                "type",
                type,
                "title",
                title,
                "url",
                url,
                "targetBlank",
                newTab,
                "tags",
                tags,
                "asDropdown",
                dashboards,
                "includeVars",
                dashboards,
                "keepTime",
                false,
                "icon",
                newTab ? "external link" : "dashboard",
                "tooltip",
                "");
    }
}
