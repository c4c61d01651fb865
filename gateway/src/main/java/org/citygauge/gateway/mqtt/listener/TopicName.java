package org.citygauge.gateway.mqtt.listener;

/** Names of topics, as MQTT allows them to be published to. */
final class TopicName {
    private static final int MAX_LENGTH = 1024;

    private TopicName() {}

    static boolean isValid(String topic) {
        return !topic.isEmpty()
                && topic.length() <= MAX_LENGTH
                && topic.indexOf('+') < 0
                && topic.indexOf('#') < 0
                && topic.indexOf('\0') < 0;
    }
}
