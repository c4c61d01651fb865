package org.citygauge.gateway.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.citygauge.gateway.config.Configuration.City;

/** Reads the {@code city}. */
final class CityReader {
    private CityReader() {}

    static City read(Section root) {
        if (root.section("city").isEmpty()) {
            if (!root.isSection("city")) {
                root.problem(
                        "city",
                        "is missing; for example: city: {id: dresden, name: Dresden, zone: Europe/Berlin, currency: EUR}");
            }
            return new City("", "", ZoneId.of("UTC"), "");
        }
        Section section = root.sectionOrEmpty("city");
        String id = section.required("id", "dresden");
        if (!id.isEmpty() && !id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            section.problem("id", "\"" + id + "\" is no id: up to 64 letters, digits, dots, dashes and underscores");
        }
        String currency = section.required("currency", "EUR");
        if (!currency.isEmpty() && !isCurrency(currency)) {
            section.problem("currency", "\"" + currency + "\" is no ISO 4217 code such as EUR");
        }
        var city = new City(id, section.text("name").orElse(id), zone(section), currency);
        section.finish();
        return city;
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(known -> known.getCurrencyCode().equals(code));
    }

    private static ZoneId zone(Section section) {
        String text = section.required("zone", "Europe/Berlin");
        if (text.isEmpty()) {
            return ZoneId.of("UTC");
        }
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            section.problem(
                    "zone",
                    "\"" + text + "\" is no time zone"
                            + nearestZone(text)
                                    .map(near -> "; did you mean \"" + near + "\"?")
                                    .orElse(" such as Europe/Berlin"));
            return ZoneId.of("UTC");
        }
    }

    private static Optional<String> nearestZone(String text) {
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        String city = text.substring(text.lastIndexOf('/') + 1).replace(' ', '_');
        return zones.stream()
                .filter(zone -> zone.substring(zone.lastIndexOf('/') + 1).equalsIgnoreCase(city))
                .findFirst()
                .or(() -> Spelling.nearest(text, zones));
    }
}
