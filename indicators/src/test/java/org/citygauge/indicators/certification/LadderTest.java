package org.citygauge.indicators.certification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderTest {
    @ParameterizedTest
    @CsvSource({
        "80, true, Early Adopter",
        "10, true, Early Adopter",
        "71, false, Platinum (as 71 of 80 was)",
        "80, false, Platinum (as 71 of 80 was)",
        "70, false, not published",
        "0, false, not published"
    })
    void aLevelIsWhatIsKnownAndNothingMore(int counted, boolean firstYear, String level) {
        assertThat(Ladder.WCCD_ISO_37122.level(counted, firstYear)).isEqualTo(level);
    }
}
