package org.citygauge.grafana;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A dashboard.
 *
 * @param uid stays for ever, as links and bookmarks have it
 * @param tag by which other dashboards link to it
 * @param span the time range when it is opened, from and to
 * @param refresh how often it asks anew
 * @param panels as Grafana's JSON has them
 * @param settings of the city
 */
record Dashboard(
        String uid,
        String title,
        String description,
        String tag,
        List<String> span,
        String refresh,
        List<Variable> variables,
        List<Map<String, Object>> panels,
        Settings settings) {
    /** The version of Grafana's dashboard JSON this is written in, which newer ones migrate from. */
    private static final int SCHEMA_VERSION = 39;

    static final String THEME = "citygauge-theme";
    static final String OPERATION = "citygauge-operation";
    static final String OVERVIEW = "citygauge-overview";

    /** The chosen year as addresses carry it. */
    static final String CHOSEN = "${city:queryparam}&${year:queryparam}";

    Dashboard {
        span = List.copyOf(span);
        variables = List.copyOf(variables);
        panels = List.copyOf(panels);
    }

    /** Panels in their places, numbered in their order. */
    static final class Board {
        private final List<Map<String, Object>> panels = new ArrayList<>();

        void add(Panel panel, int x, int y, int width, int height) {
            panels.add(panel.placed(panels.size() + 1, x, y, width, height));
        }

        List<Map<String, Object>> panels() {
            return List.copyOf(panels);
        }
    }

    Map<String, Object> json() {
        return Json.object(
                "uid",
                uid,
                "title",
                title,
                "description",
                description,
                "tags",
                List.of("citygauge", tag),
                "schemaVersion",
                SCHEMA_VERSION,
                "editable",
                false,
                "graphTooltip",
                1,
                "timezone",
                "browser",
                "fiscalYearStartMonth",
                settings.yearBegins().getMonthValue() - 1,
                "time",
                Json.object("from", span.get(0), "to", span.get(1)),
                "refresh",
                refresh,
                "templating",
                Json.object("list", variables.stream().map(Variable::json).toList()),
                "annotations",
                Json.object("list", List.of()),
                "links",
                links().stream().map(Link::json).toList(),
                "panels",
                panels);
    }

    private List<Link> links() {
        var links = new ArrayList<Link>();
        links.add(new Link.To("Overview", "/d/" + OVERVIEW + "?" + CHOSEN, false));
        links.add(new Link.Tagged("Themes", THEME));
        links.add(new Link.Tagged("Operation", OPERATION));
        if (!tag.equals(OPERATION)) {
            links.add(new Link.To(
                    "Time axis: all of ${year}",
                    "/d/" + uid + "?" + CHOSEN
                            + "&from=${year}-${begins}T00:00:00.000Z&to=${next}-${begins}T00:00:00.000Z",
                    false));
        }
        links.add(new Link.To("The page of the gateway", "${gateway}/?year=${year}", true));
        return links;
    }
}
