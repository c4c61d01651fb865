package org.citygauge.aggregator.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.citygauge.aggregator.live.ClosingCity.await;
import static org.citygauge.aggregator.live.ClosingCity.energy;
import static org.citygauge.aggregator.live.ClosingCity.eventually;
import static org.citygauge.aggregator.live.ClosingCity.said;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.aggregator.closing.ClosingRefused;
import org.citygauge.aggregator.closing.Reason;
import org.citygauge.aggregator.closing.ResultDigest;
import org.citygauge.aggregator.engine.Books;
import org.citygauge.aggregator.evaluation.YearState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What closing a year means to those who ask, and to what comes later. */
class ClosingTest {
    private static final String MARCH = "meter,2025-03-01T00:00:00Z,100";
    private static final String MAY = "meter,2025-05-01T00:00:00Z,150";
    private static final String LATE = "meter,2025-12-31T20:00:00Z,400";
    private static final String NEXT = "meter,2026-01-02T00:00:00Z,1000";

    @TempDir
    Path folder;

    private ClosingCity city;

    @BeforeEach
    void open() {
        city = new ClosingCity(folder);
        city.send(MARCH, MAY);
    }

    @AfterEach
    void close() {
        city.close();
    }

    private Closing closeYear(int year) {
        return await(city.live().closeYear(year, "ann"));
    }

    private Closing restate(int year) {
        return await(city.live().restate(year, "bob", "late meter"));
    }

    private List<Reason> reasons(int year) {
        return await(city.live().standing(year)).reasonsToRestate();
    }

    private static String effect(Reason reason) {
        Reason.Effect effect = reason.effects().getFirst();
        return effect.before().numerator().value().orElseThrow() + " → "
                + effect.after().numerator().value().orElseThrow();
    }

    @Test
    void aLateReadingIsKeptAndListedAndChangesNothing() {
        closeYear(2025);
        city.send(LATE, NEXT);

        Books.Readings books = city.live().books().readings();
        assertThat(books.stored()).isEqualTo(4);
        assertThat(books.received()).isEqualTo(books.stored() + books.duplicate());
        assertThat(city.energy(2025)).isEqualTo("50");
        assertThat(energy(await(city.live().year(Optional.empty(), Optional.of(ClosingCity.JANUARY)))))
                .as("the next year begins at what the closed one knew")
                .isEqualTo("850");
        assertThat(reasons(2025)).singleElement().satisfies(reason -> {
            assertThat(reason.kind()).isEqualTo(Reason.Kind.READINGS);
            assertThat(reason.what())
                    .containsExactly("sensor meter: 1 from 2025-12-31T20:00:00Z to 2025-12-31T20:00:00Z");
            assertThat(effect(reason)).isEqualTo("50 → 300");
        });
        assertThat(await(city.live()
                                .readings(
                                        "meter",
                                        Optional.empty(),
                                        ClosingCity.CALENDAR.span(2025),
                                        10,
                                        Optional.empty()))
                        .items())
                .as("it can be looked at")
                .hasSize(3);
    }

    @Test
    void aYearWithoutAnythingNewHasNoReasons() {
        closeYear(2025);
        city.send(NEXT);
        assertThat(reasons(2025)).isEmpty();
    }

    @Test
    void whatIsKnownIsADuplicateOnEitherSideOfClosing() {
        closeYear(2025);
        assertThat(city.send(MAY).duplicate()).as("known before").isEqualTo(1);
        assertThat(reasons(2025)).isEmpty();
        assertThat(city.send(LATE).stored()).isEqualTo(1);
        assertThat(city.send(LATE).duplicate()).as("late, and again").isEqualTo(1);
        city.restart();
        assertThat(city.send(LATE, MAY).duplicate()).as("after a restart").isEqualTo(2);
        assertThat(city.live().books().readings().stored()).isEqualTo(3);
    }

    @Test
    void aCorrectedValueWaitsForARestatement() {
        closeYear(2025);
        assertThat(city.send("meter,2025-05-01T00:00:00Z,170,,2").duplicate()).isEqualTo(1);
        assertThat(city.energy(2025)).isEqualTo("50");
        assertThat(effect(reasons(2025).getFirst())).isEqualTo("50 → 70");

        restate(2025);

        assertThat(city.energy(2025)).isEqualTo("70");
        assertThat(reasons(2025)).isEmpty();
    }

    @Test
    void aRestatementTakesInWhatCameAndTheRevisionBeforeStaysAsItWas() {
        assertThat(closeYear(2025).revision()).isEqualTo(1);
        YearState first = await(city.live().year(Optional.of(2025), Optional.empty()));
        city.send(LATE, NEXT);
        city.figures(ClosingCity.people(Map.of(2025, "20")));

        Closing second = restate(2025);

        assertThat(second)
                .extracting(Closing::revision, Closing::actor, Closing::reason)
                .containsExactly(2, "bob", "late meter");
        assertThat(said(await(city.live().year(Optional.of(2025), Optional.empty()))))
                .isEqualTo("15");
        assertThat(await(city.live().revision(2025, 1, Optional.empty()))).isEqualTo(first);
        assertThat(said(await(city.live().picture(2025, 1)).state())).isEqualTo("5");
        assertThat(await(city.live().picture(2025)).closing()).contains(second);
        assertThat(energy(await(city.live().year(Optional.empty(), Optional.of(ClosingCity.JANUARY)))))
                .as("the next year begins at what the restated one knows")
                .isEqualTo("600");
        city.restart();
        assertThat(await(city.live().revision(2025, 1, Optional.empty()))).isEqualTo(first);
        assertThat(city.energy(2025)).isEqualTo("300");
        assertThatThrownBy(() -> await(city.live().revision(2025, 3, Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("revisions 1 to 2");
    }

    @Test
    void theRunningYearGoesOnFromWhatTheClosedOneKnows() {
        closeYear(2025);
        city.send(LATE, NEXT);
        eventually(() -> energy(city.live().now()).equals("850"));
        assertThat(energy(city.live().now())).isEqualTo("850");
        restate(2025);
        eventually(() -> energy(city.live().now()).equals("600"));
        assertThat(energy(city.live().now())).isEqualTo("600");
        city.restart();
        assertThat(energy(city.live().now())).isEqualTo("600");
    }

    @Test
    void whatPeopleChangeAfterClosingIsListedAndChangesNothing() {
        city.send("other,2025-02-01T00:00:00Z,5", "other,2025-11-01T00:00:00Z,25");
        closeYear(2025);
        city.register(ClosingCity.register("meter", "other"));
        city.figures(ClosingCity.people(Map.of(2025, "25")));
        city.catalogue(ClosingCity.catalogue("heat"));
        city.restart();

        assertThat(said(await(city.live().year(Optional.of(2025), Optional.empty()))))
                .isEqualTo("5");
        List<Reason> reasons = reasons(2025);
        assertThat(reasons)
                .extracting(Reason::kind)
                .containsExactly(Reason.Kind.REGISTER, Reason.Kind.FIGURES, Reason.Kind.CATALOGUE);
        assertThat(reasons.get(0).what()).containsExactly("asset at other is new", "sensor other energy is new");
        assertThat(effect(reasons.get(0))).isEqualTo("50 → 70");
        assertThat(reasons.get(1).what()).containsExactly("figure people 2025 changed");
        assertThat(reasons.get(1)
                        .effects()
                        .getFirst()
                        .after()
                        .denominator()
                        .value()
                        .orElseThrow())
                .isEqualByComparingTo("25");
        assertThat(reasons.get(2).what()).containsExactly("measure energy changed");
        assertThat(reasons.get(2).effects()).hasSize(1);
    }

    @Test
    void whateverIsAskedOfAClosedYearIsAnsweredFromWhatWasFrozen() {
        closeYear(2025);
        city.register(ClosingCity.register("other"));
        city.send("other,2025-02-01T00:00:00Z,5", "other,2025-11-01T00:00:00Z,25", LATE);

        Instant june = Instant.parse("2025-06-01T00:00:00Z");
        assertThat(energy(await(city.live().year(Optional.empty(), Optional.of(june)))))
                .isEqualTo("50");
        assertThat(await(city.live().history(ClosingCity.ENERGY, List.of(june, ClosingCity.JANUARY))))
                .extracting(state -> state.numerator().bound().getFirst().id())
                .containsExactly("meter", "other");
        assertThat(await(city.live().summary("meter", Optional.of(2025))))
                .singleElement()
                .satisfies(its -> assertThat(its.contribution().count()).isEqualTo(2));
        assertThat(await(city.live().summary("other", Optional.of(2025)))).isEmpty();
        var measure = await(city.live().year(Optional.of(2025), Optional.empty()))
                .indicator(ClosingCity.ENERGY)
                .orElseThrow()
                .numerator();
        assertThat(await(city.live().shares(measure.measure(), measure.bound(), 2025)))
                .singleElement()
                .satisfies(share -> assertThat(share.share().orElseThrow()).isEqualByComparingTo("50"));
    }

    @Test
    void whatComesWhileAYearIsClosedIsOnOneSideOrTheOther() throws Exception {
        var going = new AtomicBoolean(true);
        var sent = new AtomicInteger();
        Thread sender = Thread.ofPlatform().start(() -> {
            while (going.get()) {
                int number = sent.getAndIncrement();
                city.send("meter," + Instant.parse("2025-05-02T00:00:00Z").plusSeconds(number) + "," + (151 + number));
            }
        });
        try {
            closeYear(2025);
            for (int i = 0; i < 8; i++) {
                restate(2025);
            }
        } finally {
            going.set(false);
            sender.join();
        }
        for (Closing closing : city.live().closings()) {
            YearPicture picture = await(city.live().picture(2025, closing.revision()));
            assertThat(city.closings.result(closing))
                    .as("what revision %d came to", closing.revision())
                    .contains(ResultDigest.of(picture.state()));
            assertThat(picture.sensors().getFirst().contribution().count())
                    .as("what was stored before revision %d", closing.revision())
                    .isEqualTo(picture.books().readings().stored());
        }
        assertThat(city.live().books().readings().stored()).isEqualTo(sent.get() + 2);
    }

    @Test
    void aClosedYearIsTheSameAfterARestart() {
        closeYear(2025);
        Optional<String> digest = await(city.live().standing(2025)).digest();
        YearPicture before = await(city.live().picture(2025));
        city.send(LATE, NEXT);
        city.restart();

        assertThat(digest).isPresent();
        assertThat(await(city.live().standing(2025)).digest()).isEqualTo(digest);
        YearPicture after = await(city.live().picture(2025));
        assertThat(after.state()).isEqualTo(before.state());
        assertThat(after.sensors()).isEqualTo(before.sensors());
        assertThat(after.books()).isEqualTo(before.books());
        assertThat(city.live().closedYearsProblem()).isEmpty();
    }

    @Test
    void aClosedYearThatComesToSomethingElseIsToldOf() {
        closeYear(2025);
        await(city.live().standing(2025));
        city.closings.falsify(1);
        city.restart();
        eventually(() -> city.live().closedYearsProblem().isPresent());
        assertThat(city.live().closedYearsProblem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("2025"));
    }

    @Test
    void whatFollowsTheYearsEndIsFrozenToo() {
        city.send("meter,2025-12-31T22:00:00Z,30");
        closeYear(2025);
        assertThat(city.energy(2025)).as("a reset, as far as is known").isEqualTo("80");
        city.send("meter,2026-01-01T01:00:00Z,160");

        assertThat(city.energy(2025)).isEqualTo("80");
        assertThat(effect(reasons(2025).getFirst())).as("it was a glitch").isEqualTo("80 → 50");
        city.restart();
        assertThat(city.energy(2025)).isEqualTo("80");
        restate(2025);
        assertThat(city.energy(2025)).isEqualTo("50");
    }

    @Test
    void whatWasKnownFromBehindTheYearsEndStaysKnown() {
        city.send("meter,2025-12-31T22:00:00Z,30", "meter,2026-01-01T01:00:00Z,160");
        closeYear(2025);
        assertThat(city.energy(2025)).isEqualTo("50");
        city.send("meter,2026-01-01T00:30:00Z,31", "meter,2026-01-01T00:40:00Z,32", "meter,2026-01-01T00:50:00Z,33");
        assertThat(city.energy(2025)).isEqualTo("50");
    }

    @Test
    void aFigureThatWasCarriedForwardIsMissingOnceTheYearIsClosed() {
        city.figures(ClosingCity.people(Map.of(2024, "10")));
        assertThat(said(await(city.live().year(Optional.of(2025), Optional.empty()))))
                .isEqualTo("5");
        assertThat(said(await(city.live().standing(2025)).state()))
                .as("told of before it is closed")
                .isEqualTo("missing");
        closeYear(2025);
        assertThat(said(await(city.live().year(Optional.of(2025), Optional.empty()))))
                .isEqualTo("missing");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoYearsAreClosedInEitherOrder(boolean olderFirst) {
        city.send("meter,2024-06-01T00:00:00Z,10", "meter,2024-12-01T00:00:00Z,60");
        for (int year : olderFirst ? List.of(2024, 2025) : List.of(2025, 2024)) {
            closeYear(year);
        }
        city.send("meter,2024-12-30T00:00:00Z,90", LATE);

        assertThat(city.energy(2024)).isEqualTo("50");
        assertThat(city.energy(2025)).isEqualTo("90");
        assertThat(effect(reasons(2024).getFirst())).isEqualTo("50 → 80");
        assertThat(effect(reasons(2025).getFirst())).isEqualTo("90 → 340");
        restate(2024);
        assertThat(city.energy(2024)).isEqualTo("80");
        assertThat(city.energy(2025)).as("its baseline is frozen, too").isEqualTo("90");
        restate(2025);
        assertThat(city.energy(2025)).isEqualTo("310");
        city.restart();
        assertThat(city.energy(2024)).isEqualTo("80");
        assertThat(city.energy(2025)).isEqualTo("310");
        assertThat(city.live().closedYearsProblem()).isEmpty();
    }

    @Test
    void aYearOfBeforeThatIsOpenTakesInWhatComesWithoutMovingTheClosedOne() {
        closeYear(2025);
        city.send("meter,2024-06-01T00:00:00Z,10", "meter,2024-12-01T00:00:00Z,60");
        assertThat(city.energy(2024)).isEqualTo("50");
        assertThat(city.energy(2025)).isEqualTo("50");
        assertThat(effect(reasons(2025).getFirst())).isEqualTo("50 → 90");
    }

    @Test
    void onlyAYearThatIsOverIsClosedAndOnlyOnce() {
        assertThatThrownBy(() -> closeYear(2026))
                .isInstanceOf(ClosingRefused.class)
                .hasMessageContaining("not over");
        assertThatThrownBy(() -> restate(2025)).isInstanceOf(ClosingRefused.class);
        closeYear(2025);
        assertThatThrownBy(() -> closeYear(2025))
                .isInstanceOf(ClosingRefused.class)
                .hasMessageContaining("closed already");
        assertThatThrownBy(() -> await(city.live().restate(2025, "bob", " "))).isInstanceOf(ClosingRefused.class);
    }

    @Test
    void whatFailsBeforeItIsKeptLeavesTheYearOpen() {
        city.closings.failOnce(KeptClosings.Fault.BEFORE_IT_IS_KEPT);
        assertThatThrownBy(() -> closeYear(2025)).hasMessageContaining("as told");

        city.send(LATE);
        assertThat(city.energy(2025)).isEqualTo("300");
        assertThat(city.live().closings()).isEmpty();
        closeYear(2025);
        assertThat(city.energy(2025)).isEqualTo("300");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatFailsAfterItIsKeptLeavesTheYearClosed(boolean restarted) {
        city.closings.failOnce(KeptClosings.Fault.AFTER_IT_IS_KEPT);
        closeYear(2025);
        if (restarted) {
            city.restart();
        }
        city.send(LATE);
        assertThat(city.energy(2025)).isEqualTo("50");
        assertThat(city.live().closings()).hasSize(1);
    }

    @Test
    void aResultThatWasNotKeptIsFoundWithTheNextStart() {
        city.closings.failOnce(KeptClosings.Fault.BEFORE_THE_RESULT_IS_KEPT);
        assertThatThrownBy(() -> closeYear(2025)).hasMessageContaining("as told");
        city.send(LATE);
        assertThat(city.energy(2025)).isEqualTo("50");
        city.restart();
        eventually(() -> city.closings.result(city.closings.all().getFirst()).isPresent());
        assertThat(await(city.live().standing(2025)).digest()).isPresent();
    }
}
