package org.citygauge.aggregator.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CounterGrowthTest {
    private static CounterGrowth.Settled of(CounterGrowth counter, String... values) {
        for (String value : values) {
            counter.add(0, new BigDecimal(value), true);
        }
        return counter.settled(List.of());
    }

    private static CounterGrowth plain() {
        return new CounterGrowth(Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static CounterGrowth rollingAt(String limit) {
        return new CounterGrowth(Optional.empty(), Optional.of(new BigDecimal(limit)), Optional.empty());
    }

    @Test
    void theFirstReadingAddsNothing() {
        assertThat(of(plain(), "500").growth()).isZero();
    }

    @Test
    void theOpeningIsTheBaselineOfTheFirstReading() {
        var counter = new CounterGrowth(Optional.of(new BigDecimal("480.5")), Optional.empty(), Optional.empty());
        assertThat(of(counter, "500").growth()).isEqualByComparingTo("19.5");
    }

    @Test
    void aFallToZeroThatRisesAgainIsAGlitch() {
        CounterGrowth.Settled settled = of(plain(), "100", "110", "0", "120", "130");
        assertThat(settled.growth()).isEqualByComparingTo("30");
        assertThat(settled.glitches()).isOne();
        assertThat(settled.resets()).isZero();
    }

    @Test
    void threeLowReadingsInARowMayStillBeAGlitch() {
        assertThat(of(plain(), "100", "0", "1", "2", "100").growth()).isZero();
    }

    @Test
    void aFallThatStaysLowIsAReset() {
        CounterGrowth.Settled settled = of(plain(), "100", "5", "6", "7", "8");
        assertThat(settled.growth()).isEqualByComparingTo("8");
        assertThat(settled.resets()).isOne();
    }

    @Test
    void aResetNeedNotGoToZero() {
        assertThat(of(plain(), "1000", "400", "410", "420", "430").growth()).isEqualByComparingTo("430");
    }

    @Test
    void untilTheNextReadingsAreThereAFallCountsAsAReset() {
        CounterGrowth counter = plain();
        assertThat(of(counter, "100", "3").growth()).isEqualByComparingTo("3");
        assertThat(of(counter, "101").growth()).isEqualByComparingTo("1");
    }

    @Test
    void aDeclaredRolloverGoesOnWhereItBegan() {
        CounterGrowth.Settled settled = of(rollingAt("65536"), "65530", "4", "10", "20", "30");
        assertThat(settled.growth()).isEqualByComparingTo("36");
        assertThat(settled.rollovers()).isOne();
        assertThat(of(rollingAt("4294967296"), "4294967290", "10", "11", "12", "13")
                        .growth())
                .isEqualByComparingTo("19");
    }

    @Test
    void aFallFromTheMiddleIsNoRollover() {
        assertThat(of(rollingAt("65536"), "30000", "4", "5", "6", "7").resets()).isOne();
    }

    @Test
    void whatLeadsUpToTheSpanGivesNothing() {
        CounterGrowth counter = plain();
        counter.add(0, new BigDecimal("90"), false);
        counter.add(0, new BigDecimal("95"), false);
        counter.add(0, new BigDecimal("99"), true);
        assertThat(counter.settled(List.of()).growth()).isEqualByComparingTo("4");
    }
}
