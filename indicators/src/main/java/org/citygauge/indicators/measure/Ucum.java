package org.citygauge.indicators.measure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.fhir.ucum.Decimal;
import org.fhir.ucum.Pair;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;

/** The Unified Code for Units of Measure, and the spellings of it that devices send. */
final class Ucum {
    private static final MathContext DIGITS = new MathContext(34, RoundingMode.HALF_EVEN);
    /** The library keeps as many digits as it is given. */
    private static final String ONE = "1." + "0".repeat(40);

    /** Annotations and names in brackets, whose digits are no powers. */
    private static final Pattern NAMED = Pattern.compile("\\{[^}]*}|\\[[^]]*]");

    private static final Pattern HUGE_POWER =
            Pattern.compile("[^0-9./]0*(?:2[1-9]|[3-9][0-9]|[1-9][0-9]{2,})|[0-9]{10,}");

    private static final Map<String, String> SPELLINGS = Map.ofEntries(
            Map.entry("Wh", "W.h"),
            Map.entry("kWh", "kW.h"),
            Map.entry("MWh", "MW.h"),
            Map.entry("GWh", "GW.h"),
            Map.entry("kVAh", "kV.A.h"),
            Map.entry("VA", "V.A"),
            Map.entry("kVA", "kV.A"),
            Map.entry("°C", "Cel"),
            Map.entry("C", "Cel"),
            Map.entry("degC", "Cel"),
            Map.entry("°F", "[degF]"),
            Map.entry("m²", "m2"),
            Map.entry("km²", "km2"),
            Map.entry("m³", "m3"),
            Map.entry("m³/h", "m3/h"),
            Map.entry("µg/m³", "ug/m3"),
            Map.entry("ug/m³", "ug/m3"),
            Map.entry("mg/m³", "mg/m3"),
            Map.entry("ppm", "[ppm]"),
            Map.entry("ppb", "[ppb]"),
            Map.entry("hours", "h"),
            Map.entry("days", "d"),
            Map.entry("percent", "%"));

    private static final Map<String, Optional<Canonical>> KNOWN = new ConcurrentHashMap<>();

    /** A unit as {@code factor × base}. */
    private record Canonical(BigDecimal factor, String base) {}

    private Ucum() {}

    /** Loaded when the first unit is asked for. */
    private static final class Service {
        static final UcumEssenceService UCUM = load();

        private static UcumEssenceService load() {
            try (var definitions = UcumEssenceService.class.getResourceAsStream("/ucum-essence.xml")) {
                return new UcumEssenceService(definitions);
            } catch (Exception impossible) {
                throw new IllegalStateException("the UCUM definitions cannot be read", impossible);
            }
        }
    }

    static boolean isUnit(String code) {
        String ucum = SPELLINGS.getOrDefault(code, code);
        if (code.isBlank() || code.length() > 64 || hasHugePower(ucum)) {
            return false;
        }
        synchronized (Service.UCUM) {
            return Service.UCUM.validate(ucum) == null;
        }
    }

    /** Powers beyond 20 are no units of a city, and would keep the library computing for ever. */
    private static boolean hasHugePower(String ucum) {
        return HUGE_POWER.matcher(NAMED.matcher(ucum).replaceAll("x")).find();
    }

    static Optional<BigDecimal> factor(String from, String to) {
        Optional<Canonical> source = canonical(SPELLINGS.getOrDefault(from, from));
        Optional<Canonical> target = canonical(SPELLINGS.getOrDefault(to, to));
        if (SPELLINGS.getOrDefault(from, from).equals(SPELLINGS.getOrDefault(to, to))) {
            return Optional.of(BigDecimal.ONE);
        }
        return source.isPresent() && target.isPresent() && source.get().base.equals(target.get().base)
                ? Optional.of(
                        source.get().factor.divide(target.get().factor, DIGITS).stripTrailingZeros())
                : Optional.empty();
    }

    private static Optional<Canonical> canonical(String ucum) {
        Optional<Canonical> known = KNOWN.get(ucum);
        if (known == null) {
            known = compute(ucum);
            if (KNOWN.size() < 10_000) {
                KNOWN.put(ucum, known);
            }
        }
        return known;
    }

    private static Optional<Canonical> compute(String ucum) {
        if (hasHugePower(ucum)) {
            return Optional.empty();
        }
        synchronized (Service.UCUM) {
            try {
                Pair canonical = Service.UCUM.getCanonicalForm(new Pair(new Decimal(ONE), ucum));
                return Optional.of(
                        new Canonical(new BigDecimal(canonical.getValue().asDecimal()), canonical.getCode()));
            } catch (UcumException offsetOrNone) {
                return Optional.empty();
            }
        }
    }
}
