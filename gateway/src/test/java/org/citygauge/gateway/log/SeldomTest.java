package org.citygauge.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Clients cannot flood the log. */
class SeldomTest {
    @Test
    void whatCanBeCausedWithoutEndIsSaidOnceAndCounted() {
        var said = new ArrayList<Long>();
        var seldom = new Seldom(Duration.ofHours(1));
        for (int i = 0; i < 100_000; i++) {
            seldom.say(said::add);
        }
        assertThat(said).containsExactly(0L);
        var always = new Seldom(Duration.ZERO);
        always.say(said::add);
        always.say(said::add);
        assertThat(said).containsExactly(0L, 0L, 0L);
    }
}
