package org.citygauge.gateway.fault;

import java.nio.charset.StandardCharsets;

/**
 * A reading as a device sends it, or rubbish.
 *
 * @param sensor empty for rubbish
 */
record Sent(String sensor, long timeMicros, String value) {
    boolean isReading() {
        return !sensor.isEmpty();
    }

    String topic() {
        return "city/fault-town/thing/" + (isReading() ? sensor : "broken");
    }

    byte[] payload() {
        return json().getBytes(StandardCharsets.UTF_8);
    }

    String json() {
        return isReading() ? "{\"time\":" + timeMicros + ",\"value\":" + value + "}" : "{\"time\":";
    }

    /** A line of {@code POST /api/v1/readings}. */
    String line() {
        return "{\"time\":" + timeMicros + ",\"sensor\":\"" + sensor + "\",\"value\":" + value + "}\n";
    }

    /** Sensor and time: what makes it one of its own. */
    String identity() {
        return sensor + "@" + timeMicros;
    }
}
