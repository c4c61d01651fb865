package org.citygauge.gateway.http;

import java.time.ZoneId;

/**
 * What the API tells of the city itself.
 *
 * @param currency an ISO 4217 code
 * @param edition the standard it reports on, such as {@code ISO 37122:2019}
 */
public record CityProfile(String id, String name, ZoneId zone, String currency, String edition) {}
