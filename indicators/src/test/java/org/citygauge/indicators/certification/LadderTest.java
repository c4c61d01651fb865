package org.citygauge.indicators.certification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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
        assertThat(Ladders.iso37122().level(counted, firstYear)).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ISO 37120:2018 | 104 | Platinum
            ISO 37120:2018 | 90  | Platinum
            ISO 37120:2018 | 89  | Gold (unconfirmed)
            ISO 37120:2018 | 59  | Bronze (unconfirmed, if all 45 core indicators are among them)
            ISO 37120:2018 | 29  | below Aspirational (unconfirmed)
            ISO 37120:2014 | 91  | Platinum (unconfirmed)
            ISO 37120:2014 | 75  | Silver (unconfirmed)
            ISO 37120:2014 | 45  | Aspirational (unconfirmed, if only core indicators are counted)
            """)
    void anEditionHasLevelsOfItsOwnThatSayHowSureTheyAre(String standard, int counted, String level) {
        Ladder ladder = Ladders.known().stream()
                .filter(known -> known.standard().equals(standard))
                .findFirst()
                .orElseThrow();

        assertThat(ladder.level(counted, true)).isEqualTo(level);
    }

    @Test
    void everyStepThatIsKnownNamesItsSource() {
        assertThat(Ladders.known())
                .hasSize(3)
                .allSatisfy(ladder -> assertThat(ladder.steps())
                        .isNotEmpty()
                        .allSatisfy(step -> assertThat(step.source()).isNotBlank()));
    }

    @Test
    void theNextStepIsTheNearestAbove() {
        Ladder ladder = Ladders.known().get(1);

        assertThat(ladder.next(50).map(Ladder.Step::level)).contains("Silver");
        assertThat(ladder.next(90)).isEmpty();
    }

    @Test
    void aCityEntersWhatItsCertifierPublished() {
        LadderLoad load = Ladders.read("ladder.yaml", """
                standard: ABNT NBR ISO 37122:2020
                certifier: ABNT
                indicators: 80
                steps:
                  - {level: Bronze, at_least: 30, source: contract of 2025, confirmed: true}
                  - {level: Gold, at_least: 60, source: contract of 2025, confirmed: true}
                """);

        assertThat(load).isInstanceOfSatisfying(LadderLoad.Loaded.class, loaded -> {
            assertThat(loaded.ladder().level(61, true)).isEqualTo("Gold");
            assertThat(loaded.ladder().level(12, false)).isEqualTo("below the lowest level known");
            assertThat(loaded.ladder().prerequisite()).isEqualTo(Optional.empty());
        });
    }

    @Test
    void allThatIsWrongWithALadderIsToldWithItsLine() {
        LadderLoad load = Ladders.read("ladder.yaml", """
                standard: ISO 37122:2019
                indicators: eighty
                first_year: {level: Early}
                steps:
                  - {level: Gold, at_least: 60, source: a letter, confirmed: maybe}
                  - {level: Silver, at_least: 60, source: a letter, confirmed: true}
                  - {level: Bronze, at_leest: 30, source: "", confirmed: true}
                """);

        assertThat(problems(load))
                .containsExactly(
                        "ladder.yaml:1: the file has no certifier",
                        "ladder.yaml:2: indicators: \"eighty\" is no count of indicators such as 71",
                        "ladder.yaml:3: first_year has no source",
                        "ladder.yaml:3: first_year has no confirmed",
                        "ladder.yaml:5: steps[0].confirmed: \"maybe\" is neither true (the source can be shown) nor false (it"
                                + " is hearsay)",
                        "ladder.yaml:6: steps[1].at_least: takes as many indicators as Gold",
                        "ladder.yaml:7: steps[2] has no at_least",
                        "ladder.yaml:7: steps[2].source: is empty",
                        "ladder.yaml:7: steps[2].at_leest: unknown key; did you mean \"at_least\"?");
    }

    @Test
    void aStepCannotTakeMoreIndicatorsThanThereAre() {
        LadderLoad load = Ladders.read("l.yaml", """
                standard: S
                certifier: C
                indicators: 80
                steps: [{level: Gold, at_least: 81, source: a letter, confirmed: true}]
                """);

        assertThat(problems(load)).containsExactly("l.yaml:4: steps[0].at_least: takes 81 of 80 indicators");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''         | l.yaml: is empty; a ladder has standard, certifier, indicators and steps
            steps: [   | l.yaml:2: no YAML: expected the node content, but found '<stream end>'
            """)
    void whatIsNoLadderSaysSo(String text, String problem) {
        assertThat(problems(Ladders.read("l.yaml", text + "\n"))).containsExactly(problem);
    }

    private static List<String> problems(LadderLoad load) {
        return ((LadderLoad.Faulty) load)
                .problems().stream().map(Object::toString).toList();
    }
}
