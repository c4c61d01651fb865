package org.citygauge.benchmarks.peer;

import java.nio.charset.StandardCharsets;

/** The reading that is sent in every comparison: default topic and payload, filled up to a length with a member that means nothing. */
public final class SampleReading {
    private static final String CITY = "simulated";

    private SampleReading() {}

    /** The topic filter that takes all of them. */
    public static String filter() {
        return "city/" + CITY + "/#";
    }

    public static String topic(long number, int sensors) {
        return "city/" + CITY + "/simulated/sensor-" + number % sensors;
    }

    /** @param micros its time, which tells it apart from others of its sensor */
    public static byte[] payload(long number, long micros, int bytes) {
        var json = new StringBuilder(bytes)
                .append("{\"time\":")
                .append(micros)
                .append(",\"value\":")
                .append(number % 1_000)
                .append('.')
                .append(number % 10)
                .append(",\"unit\":\"kW.h\",\"device\":\"");
        while (json.length() < bytes - 2) {
            json.append('x');
        }
        return json.append("\"}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
