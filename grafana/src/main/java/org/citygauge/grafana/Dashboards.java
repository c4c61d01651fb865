package org.citygauge.grafana;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.catalogue.Indicator;

/** All dashboards there are. */
final class Dashboards {
    private Dashboards() {}

    static List<Dashboard> all(Catalogue catalogue, Settings settings) {
        var all = new ArrayList<Dashboard>();
        all.add(new Overview(catalogue, settings).dashboard());
        catalogue.inOrder().stream()
                .map(Indicator::theme)
                .distinct()
                .forEach(theme -> all.add(new ThemeDashboard(catalogue, theme, settings).dashboard()));
        all.add(new SensorHealth(settings).dashboard());
        all.add(new GatewayOperation(settings).dashboard());
        return all;
    }

    /** The files of the dashboards: names and what is in them. */
    static Map<String, String> files(Catalogue catalogue, Settings settings) {
        var files = new TreeMap<String, String>();
        for (Dashboard dashboard : all(catalogue, settings)) {
            files.put(dashboard.uid().replaceFirst("^citygauge-", "") + ".json", Json.text(dashboard.json()));
        }
        return files;
    }
}
