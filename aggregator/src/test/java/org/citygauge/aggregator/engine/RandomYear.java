package org.citygauge.aggregator.engine;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.citygauge.aggregator.evaluation.ReportingCalendar;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.measure.Unit;

/**
 * A made-up city and what its sensors sent around a year's start: with everything that real ones do. Units are mixed; values are
 * corrected, repeated and contradicted; meters are swapped, fall back, roll over and glitch; much happens at the very borders.
 */
final class RandomYear {
    static final int YEAR = 2025;
    private static final List<String> ZONES =
            List.of("Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo");
    private static final List<MonthDay> FIRST_DAYS =
            List.of(MonthDay.of(1, 1), MonthDay.of(7, 1), MonthDay.of(4, 6), MonthDay.of(3, 1));
    private static final List<Duration> INTERVALS =
            List.of(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofMinutes(90), Duration.ofDays(1));
    private static final int READINGS_A_SENSOR = 40;
    private static final int SENSORS_A_KIND = 5;

    final ReportingCalendar calendar;
    final Register register;
    /** Inside the year. */
    final Instant now;
    /** In order of time. */
    final List<Sent> readings;

    private final Random random;
    private final List<Instant> borders;

    RandomYear(long seed) {
        random = new Random(seed);
        calendar = new ReportingCalendar(ZoneId.of(any(ZONES)), any(FIRST_DAYS));
        Instant start = calendar.span(YEAR).from();
        now = start.plus(Duration.ofMinutes(60L * 24 * 60 + random.nextInt(60 * 24 * 200)));
        borders = List.of(
                start,
                swap(1),
                swap(2),
                now,
                clockChange(start),
                calendar.span(YEAR).to());
        register = register();
        readings = register.sensors().stream()
                .flatMap(row -> sentBy(row).stream())
                .sorted(Comparator.comparingLong(Sent::micros))
                .toList();
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Days after the start on which meters are swapped. */
    private Instant swap(int number) {
        return calendar.span(YEAR)
                .from()
                .atZone(calendar.zone())
                .toLocalDate()
                .plusDays(number == 1 ? 2 : -2)
                .atStartOfDay(calendar.zone())
                .toInstant();
    }

    private Instant clockChange(Instant start) {
        ZoneOffsetTransition next = calendar.zone().getRules().nextTransition(start);
        return next == null ? start : next.getInstant();
    }

    private Register register() {
        var assets = new ArrayList<Asset>();
        var rows = new ArrayList<Sensor>();
        for (SensorKind kind : SensorKind.values()) {
            for (int i = 0; i < SENSORS_A_KIND; i++) {
                String id = kind.name().toLowerCase(Locale.ROOT) + i;
                assets.add(new Asset(
                        id,
                        kind == SensorKind.COUNTER && i == 0
                                ? "export"
                                : kind.name().toLowerCase(Locale.ROOT),
                        "",
                        random.nextBoolean() ? Map.of("weight", Integer.toString(1 + i)) : Map.of(),
                        random.nextInt(8) == 0 ? new Span(Instant.MIN, any(borders)) : Span.ALWAYS));
                rows(id, kind, rows);
            }
        }
        return new Register(assets, rows, Set.of("id", "class", "weight"));
    }

    private void rows(String id, SensorKind kind, List<Sensor> rows) {
        Instant swapped = any(borders.subList(0, 4));
        switch (random.nextInt(5)) {
            case 0 -> {
                rows.add(row(id, kind, "energy", new Span(Instant.MIN, swapped)));
                rows.add(row(id, kind, "energy", new Span(swapped, Instant.MAX)));
            }
            case 1 -> {
                rows.add(row(id, kind, "energy", Span.ALWAYS));
                rows.add(row(id, SensorKind.GAUGE, "power", Span.ALWAYS));
            }
            case 2 -> rows.add(row(id, kind, "energy", new Span(swapped, Instant.MAX)));
            default -> rows.add(row(id, kind, "energy", Span.ALWAYS));
        }
    }

    private Sensor row(String id, SensorKind kind, String quantity, Span validity) {
        return new Sensor(
                id,
                id,
                quantity,
                new Unit("kW.h"),
                kind,
                any(INTERVALS),
                validity,
                Sensor.Limits.NONE,
                kind == SensorKind.COUNTER && random.nextInt(3) == 0
                        ? Optional.of(BigDecimal.valueOf(random.nextInt(70_000)))
                        : Optional.empty(),
                kind == SensorKind.COUNTER && random.nextBoolean()
                        ? Optional.of(new BigDecimal(random.nextBoolean() ? "65536" : "4294967296"))
                        : Optional.empty(),
                kind == SensorKind.STATE && random.nextBoolean()
                        ? Optional.of(Duration.ofMinutes(1 + random.nextInt(600)))
                        : Optional.empty());
    }

    private List<Sent> sentBy(Sensor row) {
        var sent = new ArrayList<Sent>();
        Instant time = calendar.span(YEAR).from().minus(Duration.ofHours(random.nextInt(72)));
        long limit = row.rollover().map(BigDecimal::longValue).orElse(1_000_000L);
        long value = limit - random.nextInt(20_000);
        for (int i = 0; i < READINGS_A_SENSOR; i++) {
            time = time.plus(Duration.ofNanos(1000L * (1 + random.nextLong(step()))));
            value = next(row.kind(), value, limit);
            boolean glitches = row.kind() == SensorKind.COUNTER && random.nextInt(15) == 0;
            add(sent, row, when(time), glitches ? value * random.nextInt(3) / 3 : value);
        }
        return sent;
    }

    /** In microseconds: mostly minutes, sometimes days of silence. */
    private long step() {
        return switch (random.nextInt(20)) {
            case 0 -> 600_000_000_000L;
            case 1, 2, 3 -> 40_000_000_000L;
            case 4 -> 5;
            default -> 3_000_000_000L;
        };
    }

    private Instant when(Instant time) {
        return switch (random.nextInt(25)) {
            case 0, 1 -> any(borders).plus(Duration.ofNanos(1000L * (random.nextInt(3) - 1)));
            case 2 -> time.minus(Duration.ofDays(random.nextInt(1_000)));
            case 3 -> any(borders).plus(Duration.ofSeconds(random.nextInt(600) - 300));
            default -> time;
        };
    }

    private long next(SensorKind kind, long value, long limit) {
        return switch (kind) {
            case COUNTER -> random.nextInt(25) == 0 ? random.nextInt(50) : (value + random.nextInt(1_500)) % limit;
            case STATE -> random.nextInt(3);
            case GAUGE, AMOUNT -> random.nextInt(5_000) - 1_000;
        };
    }

    private void add(List<Sent> sent, Sensor row, Instant time, long value) {
        String quantity = random.nextInt(3) == 0 ? "" : row.quantity();
        String id = random.nextInt(12) == 0 ? any(List.of("a", "b", "=1")) : "";
        var one = new Sent(row.id(), quantity, clock(time), time, text(value), "", id, 0);
        one = inUnit(one, value);
        sent.add(one);
        switch (random.nextInt(14)) {
            case 0 -> sent.add(again(one, text(value + 1), one.unit(), random.nextInt(3) - 1));
            case 1 -> sent.add(again(one, one.value(), any(List.of("Wh", "kWh", "m3")), random.nextInt(2)));
            case 2 ->
                sent.add(again(
                        one,
                        new BigDecimal(one.value()).add(new BigDecimal("0.00")).toPlainString(),
                        one.unit(),
                        0));
            case 3 -> {
                sent.add(again(one, text(value - 1), one.unit(), 1));
                sent.add(again(one, text(value + 7), one.unit(), 1));
            }
            case 4 ->
                sent.add(new Sent(
                        one.sensor(),
                        one.quantity().isEmpty() ? row.quantity() : "",
                        one.time(),
                        one.receipt(),
                        one.value(),
                        one.unit(),
                        one.id(),
                        0));
            case 5 ->
                sent.add(new Sent(
                        one.sensor(),
                        one.quantity(),
                        one.time().isEmpty() ? Optional.of(time) : Optional.empty(),
                        time,
                        one.value(),
                        one.unit(),
                        one.id(),
                        0));
            default -> {}
        }
    }

    private static Sent again(Sent one, String value, String unit, long revision) {
        return new Sent(one.sensor(), one.quantity(), one.time(), one.receipt(), value, unit, one.id(), revision);
    }

    private Optional<Instant> clock(Instant time) {
        return random.nextInt(20) == 0 ? Optional.empty() : Optional.of(time);
    }

    private String text(long value) {
        return switch (random.nextInt(10)) {
            case 0 -> value + ".0";
            case 1 -> value + ".00";
            case 2 -> BigDecimal.valueOf(value).movePointLeft(2).toString() + "E2";
            default -> Long.toString(value);
        };
    }

    private Sent inUnit(Sent one, long value) {
        return switch (random.nextInt(16)) {
            case 0 -> again(one, Long.toString(value * 1000), "Wh", 0);
            case 1 -> again(one, Long.toString(value), "kWh", 0);
            case 2 -> again(one, Long.toString(value), any(List.of("m3", "Cel", "no unit")), 0);
            case 3 -> again(one, BigDecimal.valueOf(value, 3).toString(), "MWh", 0);
            case 4 -> again(one, value % 9 + ".00000000000000001", "", 0);
            default -> one;
        };
    }
}
