package org.citygauge.gateway.bound;

/** How much the hostile clients do: little in every build, all of it with {@code -Dcitygauge.bound.scale=full}. */
final class Scale {
    private static final boolean FULL = "full".equals(System.getProperty("citygauge.bound.scale"));

    private Scale() {}

    static int of(int little, int full) {
        return FULL ? full : little;
    }
}
