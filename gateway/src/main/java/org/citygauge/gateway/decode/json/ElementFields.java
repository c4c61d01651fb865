package org.citygauge.gateway.decode.json;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.citygauge.aggregator.engine.Decoded.Bad;
import org.citygauge.aggregator.reading.Decimal;
import org.citygauge.aggregator.reading.Reading;
import org.citygauge.aggregator.reading.RejectedReading;
import org.citygauge.aggregator.reading.SeriesKey;
import org.jspecify.annotations.Nullable;

/** The fields of one element, and the first flaw found among them; after it, what its methods return means nothing. */
final class ElementFields {
    private final Json root;
    private final Json element;
    private final String place;
    private @Nullable Bad flaw;

    ElementFields(Json root, Json element, String place) {
        this.root = root;
        this.element = element;
        this.place = place;
    }

    @Nullable
    Bad flaw() {
        return flaw;
    }

    /** What {@code pointer} leads to in the element or else in the message; null where it leads nowhere. */
    @Nullable
    Json find(@Nullable Pointer pointer) {
        if (pointer == null) {
            return null;
        }
        Json found = pointer.find(element);
        return found == null ? pointer.find(root) : found;
    }

    String place(@Nullable Pointer pointer) {
        String whole = pointer == null ? place : place + pointer.place();
        if (whole.isEmpty()) {
            return "the payload";
        }
        return whole.startsWith(".") ? whole.substring(1) : whole;
    }

    /** The text at {@code pointer}, or {@code otherwise} where there is nothing. */
    String text(@Nullable Pointer pointer, String otherwise, RejectedReading reason) {
        return switch (find(pointer)) {
            case null -> otherwise;
            case Json.Text(var text) when text.length() <= SeriesKey.MAX_LENGTH && isPrintable(text) -> text;
            case Json.Figure(var text) when text.length() <= SeriesKey.MAX_LENGTH -> text;
            case Json.Text text ->
                reject(
                        reason,
                        pointer,
                        text.excerpt() + " is longer than " + SeriesKey.MAX_LENGTH
                                + " characters or has control characters");
            case Json other -> reject(reason, pointer, other.excerpt() + " is no text");
        };
    }

    /** The sensor's id, whole. */
    String sensor(String base, String suffix, Supplier<String> where) {
        String sensor = suffix.isEmpty() ? base : base + suffix;
        if (base.isBlank()) {
            rejectAt(RejectedReading.NO_SENSOR, where.get(), "names no sensor");
        } else if (!isSensorId(sensor)) {
            rejectAt(
                    RejectedReading.NO_SENSOR,
                    where.get(),
                    "a sensor's id has at most " + SeriesKey.MAX_LENGTH + " characters and no control characters");
        }
        return sensor;
    }

    /** The event id. What is too long for one tells nothing apart, so that the reading has no name to be known by. */
    String eventId(@Nullable Pointer pointer) {
        String id = text(pointer, "", RejectedReading.NO_SENSOR);
        return id.length() <= Reading.MAX_ID
                ? id
                : reject(
                        RejectedReading.NO_SENSOR,
                        pointer,
                        "an id has at most " + Reading.MAX_ID + " characters, this has " + id.length());
    }

    Decimal value(Pointer pointer) {
        return switch (find(pointer)) {
            case null -> noValue(pointer);
            case Json.Figure(var text) -> decimal(pointer, text, text);
            case Json.Text text -> decimal(pointer, text.text(), text.excerpt());
            case Json.Truth(boolean value) -> value ? Decimal.ONE : Decimal.ZERO;
            case Json other -> {
                reject(RejectedReading.NOT_A_NUMBER, pointer, other.excerpt() + " is no number");
                yield Decimal.ZERO;
            }
        };
    }

    private Decimal noValue(Pointer pointer) {
        if (element instanceof Json.Members || element instanceof Json.Elements) {
            reject(RejectedReading.NO_VALUE, pointer, "missing");
        } else {
            rejectAt(RejectedReading.NO_VALUE, place(null), element.excerpt() + " is no object");
        }
        return Decimal.ZERO;
    }

    private Decimal decimal(Pointer pointer, String text, String excerpt) {
        Optional<Decimal> number = Decimal.parse(text);
        if (number.isPresent()) {
            return number.get();
        }
        reject(RejectedReading.NOT_A_NUMBER, pointer, Json.clip(excerpt) + flawOfNumber(text));
        return Decimal.ZERO;
    }

    private static String flawOfNumber(String text) {
        boolean onlyLong = !text.isEmpty() && text.chars().allMatch(c -> "0123456789.+-eE".indexOf(c) >= 0);
        if (onlyLong && text.chars().anyMatch(Character::isDigit)) {
            return " has more than " + Decimal.MAX_DIGITS + " significant digits or an exponent beyond 10^±"
                    + Decimal.MAX_EXPONENT;
        }
        return text.indexOf(',') >= 0 ? " is no number (write a decimal point)" : " is no number";
    }

    long revision(@Nullable Pointer pointer) {
        return switch (find(pointer)) {
            case null -> 0;
            case Json.Figure(var text) -> wholeNumber(pointer, text);
            case Json.Text(var text) -> wholeNumber(pointer, text);
            case Json other -> {
                reject(RejectedReading.NOT_A_NUMBER, pointer, other.excerpt() + " is no integer");
                yield 0;
            }
        };
    }

    private long wholeNumber(@Nullable Pointer pointer, String text) {
        Optional<Decimal> number =
                Decimal.parse(text).filter(decimal -> decimal.scale() <= 0 && decimal.scale() >= -18);
        try {
            return number.orElseThrow(ArithmeticException::new).toBigDecimal().longValueExact();
        } catch (ArithmeticException tooLarge) {
            reject(RejectedReading.NOT_A_NUMBER, pointer, Json.clip(text) + " is no integer");
            return 0;
        }
    }

    String unit(@Nullable Pointer pointer, String otherwise, KnownUnits units) {
        String code = switch (find(pointer)) {
            case null -> otherwise;
            case Json.Text(var text) -> text;
            case Json other -> reject(RejectedReading.UNIT_UNKNOWN, pointer, other.excerpt() + " is no unit");
        };
        if (code.isEmpty()) {
            return "";
        }
        Optional<String> unit = units.find(code);
        return unit.isPresent()
                ? unit.get()
                : reject(
                        RejectedReading.UNIT_UNKNOWN,
                        pointer,
                        "\"" + Json.clip(code) + "\" is no UCUM unit such as kW.h");
    }

    long time(@Nullable Pointer pointer, Json sent) {
        String text = switch (sent) {
            case Json.Text(var iso) -> iso;
            case Json.Figure(var number) -> number;
            case Json other -> "";
        };
        OptionalLong micros = Timestamp.micros(text);
        if (micros.isPresent()) {
            return micros.getAsLong();
        }
        String flaw = Timestamp.lacksOffset(text)
                ? " does not say where its clock is: add Z or an offset such as +01:00"
                : " is neither a number since 1970 nor ISO 8601 such as 2025-11-24T16:00:00Z";
        reject(RejectedReading.TIME_UNREADABLE, pointer, sent.excerpt() + flaw);
        return 0;
    }

    private String reject(RejectedReading reason, @Nullable Pointer pointer, String what) {
        rejectAt(reason, place(pointer), what);
        return "";
    }

    private void rejectAt(RejectedReading reason, String where, String what) {
        if (flaw == null) {
            flaw = new Bad(reason, where + ": " + what);
        }
    }

    /** Whether a text that is not blank can be the id of a sensor. */
    static boolean isSensorId(String text) {
        return text.length() <= SeriesKey.MAX_LENGTH && isPrintable(text);
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
