package org.citygauge.gateway.http;

import java.util.List;

/** Endpoints that belong together. */
@FunctionalInterface
interface Resource {
    List<Endpoint> endpoints();
}
