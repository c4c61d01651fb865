package org.citygauge.gateway;

/** Where everything begins. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.out.println("citygauge");
    }
}
