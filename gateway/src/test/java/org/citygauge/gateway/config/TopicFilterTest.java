package org.citygauge.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFilterTest {
    @ParameterizedTest
    @CsvSource({
        "a/b, a/b",
        "a/+, a/b",
        "a/+, a/",
        "+/+, a/b",
        "#, a/b/c",
        "a/#, a",
        "a/#, a/b/c",
        "a/+/c, a/b/c",
        "$SYS/#, $SYS/uptime",
        "+, a"
    })
    void takesTheTopic(String filter, String topic) {
        assertThat(new TopicFilter(filter).matches(topic)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, a/bc",
        "a/b, a/b/c",
        "a/b/c, a/b",
        "a/+, a",
        "a/+, a/b/c",
        "a/+, b/a",
        "a/#, ab",
        "#, $SYS/uptime",
        "+/uptime, $SYS/uptime",
        "a, A"
    })
    void leavesTheTopic(String filter, String topic) {
        assertThat(new TopicFilter(filter).matches(topic)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/#/b", "a#", "a/b+", "+a/b", "##"})
    void aFlawedFilterIsTold(String filter) {
        assertThat(TopicFilter.flaw(filter)).isPresent();
    }
}
