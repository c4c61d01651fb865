package org.citygauge.benchmarks.compare;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A line of the table.
 *
 * @param what was measured
 * @param ours the measured value; NaN where it could not be measured
 * @param peerName what it is held against, empty for nothing
 * @param peer the peer's value
 * @param target what {@code judged} must be; empty where the row only informs
 * @param judged what is judged: the value, or its ratio to the peer
 * @param ourCpu processor time of the gateway for a reading, in µs
 * @param peerCpu the same of the peer
 */
record Row(
        String what,
        String unit,
        double ours,
        String peerName,
        double peer,
        Target target,
        double judged,
        OptionalDouble ourCpu,
        OptionalDouble peerCpu) {

    /** @param least whether the limit is the least or the most that meets it */
    record Target(boolean any, boolean least, double limit, String unit) {
        static final Target NONE = new Target(false, false, 0, "");

        static Target atLeast(double limit, String unit) {
            return new Target(true, true, limit, unit);
        }

        static Target atMost(double limit, String unit) {
            return new Target(true, false, limit, unit);
        }

        String text() {
            return any ? (least ? "≥ " : "≤ ") + number(limit) + unit : "";
        }

        String verdict(double value) {
            if (!any) {
                return "";
            }
            if (Double.isNaN(value)) {
                return "not measured";
            }
            return (least ? value >= limit : value <= limit) ? "met" : "**missed**";
        }
    }

    /** Judged by itself. */
    static Row alone(String what, String unit, double ours, Target target) {
        return new Row(what, unit, ours, "", Double.NaN, target, ours, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** Judged by its ratio to the peer. */
    static Row against(String what, String unit, double ours, String peerName, double peer, Target target) {
        return new Row(
                what, unit, ours, peerName, peer, target, ours / peer, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** Judged by itself, with something shown beside it. */
    Row beside(String name, double value) {
        return new Row(what, unit, ours, name, value, target, ours, ourCpu, peerCpu);
    }

    /** @param peerMicros NaN for unknown */
    Row cpu(double micros, double peerMicros) {
        return new Row(what, unit, ours, peerName, peer, target, judged, known(micros), known(peerMicros));
    }

    private static OptionalDouble known(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    String line() {
        String ratio = Double.isNaN(ours / peer) ? "" : String.format(Locale.ROOT, "%.2f", ours / peer);
        return "| "
                + String.join(
                        " | ",
                        what,
                        measured(ours),
                        peerName.isEmpty() ? "" : peerName + ": " + measured(peer),
                        ratio,
                        target.text(),
                        target.verdict(judged),
                        micros(ourCpu),
                        micros(peerCpu))
                + " |";
    }

    private String measured(double value) {
        return Double.isNaN(value) ? "–" : number(value) + (unit.isEmpty() ? "" : " " + unit);
    }

    private static String micros(OptionalDouble cpu) {
        return cpu.isPresent() ? String.format(Locale.ROOT, "%.1f µs", cpu.getAsDouble()) : "";
    }

    private static String number(double value) {
        String format = value >= 1_000 ? "%,.0f" : value >= 100 || value == Math.rint(value) ? "%.0f" : "%.2f";
        return String.format(Locale.ROOT, format, value).replace(',', '\u202f');
    }
}
