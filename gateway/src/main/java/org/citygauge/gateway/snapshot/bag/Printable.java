package org.citygauge.gateway.snapshot.bag;

/** Text of strangers on a terminal: short, and without what steers one. */
public final class Printable {
    private static final int MOST = 160;

    private Printable() {}

    /** What can be shown of it. */
    public static String of(String text) {
        String start = text.length() > MOST ? text.substring(0, MOST) + "…" : text;
        return start.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }
}
