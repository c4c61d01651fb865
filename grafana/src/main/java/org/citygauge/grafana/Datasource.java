package org.citygauge.grafana;

import java.util.Map;

/** The datasources of {@code provisioning/datasources}. */
enum Datasource {
    INFLUX("influxdb", "citygauge-influx"),
    PROMETHEUS("prometheus", "citygauge-prometheus");

    private final String type;
    private final String uid;

    Datasource(String type, String uid) {
        this.type = type;
        this.uid = uid;
    }

    Map<String, Object> reference() {
        return Json.object("type", type, "uid", uid);
    }
}
