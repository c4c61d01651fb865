package org.citygauge.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.citygauge.indicators.measure.MeasureId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureBookTest {
    private static final FigureKey POPULATION = new FigureKey(new MeasureId("population"), 2025);
    private static final FigureKey BUDGET = new FigureKey(new MeasureId("budget_total"), 2025);
    private static final Caller ANN = new Caller("ann", Role.EDITOR);
    private static final Caller BOB = new Caller("bob", Role.APPROVER);
    private static final Caller CLEO = new Caller("cleo", Role.APPROVER);
    private static final Instant START = Instant.parse("2026-01-10T08:00:00Z");

    @TempDir
    private Path data;

    private final AtomicReference<Instant> clock = new AtomicReference<>(START);
    private Ledger ledger;
    private FigureBook figures;

    @BeforeEach
    void open() {
        ledger = Ledger.open(data, clock::get);
        figures = ledger.figures();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static Content value(String value) {
        return Content.of(new BigDecimal(value), "{person}", 2025);
    }

    private FigureVersion take(Caller caller, FigureStep step) {
        clock.updateAndGet(now -> now.plus(Duration.ofDays(1)));
        return figures.step(
                caller, POPULATION, step, Optional.empty(), step == FigureStep.RETURN ? "which source?" : "");
    }

    private List<String> inForce(Optional<Instant> asOf) {
        return figures.inForce(asOf).stream()
                .map(version ->
                        version.key() + " = " + version.content().value().orElseThrow())
                .toList();
    }

    @Test
    void aFigureCountsOnceSomebodyElseApprovedIt() {
        figures.draft(ANN, POPULATION, value("563311"), "census");
        assertThat(inForce(Optional.empty())).isEmpty();
        take(ANN, FigureStep.SUBMIT);
        assertThat(inForce(Optional.empty())).isEmpty();
        FigureVersion approved = take(BOB, FigureStep.APPROVE);
        assertThat(approved.state()).isEqualTo(FigureState.APPROVED);
        assertThat(inForce(Optional.empty())).containsExactly("population 2025 = 563311");
        assertThat(figures.history(POPULATION).orElseThrow().versions())
                .extracting(version -> version.state() + " by " + version.actor())
                .containsExactly("DRAFT by ann", "SUBMITTED by ann", "APPROVED by bob");
    }

    @Test
    void whoWroteItDoesNotApproveItWhoeverSubmittedIt() {
        figures.draft(BOB, POPULATION, value("1"), "");
        take(ANN, FigureStep.SUBMIT);
        assertThatThrownBy(() -> take(BOB, FigureStep.APPROVE))
                .hasMessage("bob wrote population 2025 and does not approve it: another approver has to.");
        assertThat(take(CLEO, FigureStep.APPROVE).actor()).isEqualTo("cleo");
    }

    @Test
    void whoeverIsAloneWithTheMachineMayApproveWhatTheyWrote() {
        figures.draft(Caller.LOCAL, POPULATION, value("1"), "");
        take(Caller.LOCAL, FigureStep.SUBMIT);
        take(Caller.LOCAL, FigureStep.APPROVE);
        assertThat(inForce(Optional.empty())).hasSize(1);
        assertThat(ledger.audit().entries(0, 10)).extracting(AuditEntry::actor).containsOnly("local");
    }

    @Test
    void whatIsReturnedCanBeSubmittedAgain() {
        figures.draft(ANN, POPULATION, value("1"), "");
        take(ANN, FigureStep.SUBMIT);
        assertThatThrownBy(() -> figures.step(BOB, POPULATION, FigureStep.RETURN, Optional.empty(), " "))
                .hasMessageContaining("say what is to be changed");
        assertThat(take(BOB, FigureStep.RETURN).reason()).isEqualTo("which source?");
        assertThatThrownBy(() -> take(BOB, FigureStep.APPROVE))
                .hasMessage("population 2025 is returned; only what was submitted can be approved.");
        take(ANN, FigureStep.SUBMIT);
        take(BOB, FigureStep.APPROVE);
        assertThatThrownBy(() -> take(ANN, FigureStep.SUBMIT)).hasMessageContaining("Draft it again to change it.");
    }

    @Test
    void aNewDraftDisplacesNothingUntilItIsApproved() {
        approve("1");
        figures.draft(ANN, POPULATION, value("2"), "recount");
        assertThat(inForce(Optional.empty())).containsExactly("population 2025 = 1");
        take(ANN, FigureStep.WITHDRAW);
        assertThat(inForce(Optional.empty())).containsExactly("population 2025 = 1");
        assertThatThrownBy(() -> take(ANN, FigureStep.WITHDRAW))
                .hasMessage("population 2025 is in force: withdrawing it needs the role approver, and ann has the role"
                        + " editor.");
        take(BOB, FigureStep.WITHDRAW);
        assertThat(inForce(Optional.empty())).isEmpty();
        assertThatThrownBy(() -> take(BOB, FigureStep.WITHDRAW)).hasMessage("population 2025 is withdrawn already.");
    }

    @Test
    void whatWasKnownOnADayIsStillKnown() {
        Instant first = approve("1").time();
        Instant second = approve("2").time();
        take(BOB, FigureStep.WITHDRAW);
        assertThat(inForce(Optional.of(first.minusNanos(1000)))).isEmpty();
        assertThat(inForce(Optional.of(first))).containsExactly("population 2025 = 1");
        assertThat(inForce(Optional.of(second.minusSeconds(1)))).containsExactly("population 2025 = 1");
        assertThat(inForce(Optional.of(second))).containsExactly("population 2025 = 2");
        assertThat(inForce(Optional.empty())).isEmpty();
        assertThat(figures.histories(Optional.of(START.plusSeconds(1))))
                .extracting(history -> history.newest().state())
                .containsExactly(FigureState.DRAFT);
    }

    private FigureVersion approve(String value) {
        figures.draft(ANN, POPULATION, value(value), "");
        take(ANN, FigureStep.SUBMIT);
        return take(BOB, FigureStep.APPROVE);
    }

    @Test
    void aStepOnAVersionThatIsNotTheNewestIsRefused() {
        FigureVersion draft = figures.draft(ANN, POPULATION, value("1"), "");
        FigureVersion submitted = take(ANN, FigureStep.SUBMIT);
        figures.draft(ANN, POPULATION, value("100"), "");
        take(ANN, FigureStep.SUBMIT);
        assertThatThrownBy(
                        () -> figures.step(BOB, POPULATION, FigureStep.APPROVE, Optional.of(submitted.version()), ""))
                .hasMessage(
                        "Version 2 of population 2025 is not the newest any more: ann made version 4. Look at it first.");
        assertThat(draft.version()).isEqualTo(1);
        assertThat(inForce(Optional.empty())).isEmpty();
    }

    @Test
    void everyDigitAndEveryWordIsKept() {
        var whole = new Content(
                Optional.of(new BigDecimal("12345678901234567890.1250")),
                "{person}",
                2023,
                new Source("census office", "yearbook 2024", "https://example.org/2024"),
                "extrapolated, \"as agreed\"",
                "a\nb",
                Optional.empty(),
                Optional.of(java.time.LocalDate.of(2023, 6, 30)),
                List.of());
        var none = new Content(
                Optional.empty(),
                "",
                2025,
                Source.NONE,
                "",
                "",
                Optional.of("not counted"),
                Optional.empty(),
                List.of());
        figures.draftAll(ANN, Map.of(POPULATION, whole, BUDGET, none), "import");
        ledger.close();
        open();
        assertThat(figures.history(POPULATION).orElseThrow().newest().content()).isEqualTo(whole);
        assertThat(figures.history(BUDGET).orElseThrow().newest().content()).isEqualTo(none);
    }

    @Test
    void ofManyDraftsAllAreWrittenOrNone() {
        var missing = new Content(
                Optional.of(BigDecimal.ONE),
                "",
                2025,
                Source.NONE,
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(new EvidenceRef("a.pdf", "application/pdf", "0".repeat(64))));
        assertThatThrownBy(() -> figures.draftAll(ANN, Map.of(BUDGET, value("1"), POPULATION, missing), ""))
                .hasMessageContaining("a.pdf (000000")
                .hasMessageContaining("is not there; add it first");
        assertThat(figures.histories()).isEmpty();
        assertThat(ledger.audit().entries(0, 10)).isEmpty();
    }

    @Test
    void aClockThatIsSetBackChangesNoOrder() {
        FigureVersion first = approve("1");
        clock.set(first.time().minusSeconds(600));
        FigureVersion next = figures.draft(ANN, POPULATION, value("2"), "");
        assertThat(next.time()).isEqualTo(first.time());
        clock.set(first.time().minus(Duration.ofDays(400)));
        assertThat(figures.draft(ANN, POPULATION, value("3"), "").time()).isEqualTo(clock.get());
    }

    @Test
    void theFileCountsAtOnceAndOnlyWhatChangesInItIsNews() {
        figures.takeFile(Map.of(POPULATION, value("1"), BUDGET, value("7")), true);
        assertThat(inForce(Optional.empty())).containsExactly("budget_total 2025 = 7", "population 2025 = 1");
        assertThat(figures.takeFile(Map.of(POPULATION, value("1"), BUDGET, value("7")), true)
                        .taken())
                .isEmpty();
        figures.draft(Caller.LOCAL, POPULATION, value("5"), "");
        take(Caller.LOCAL, FigureStep.SUBMIT);
        take(Caller.LOCAL, FigureStep.APPROVE);
        assertThat(figures.takeFile(Map.of(POPULATION, value("1"), BUDGET, value("8")), true)
                        .taken())
                .extracting(FigureVersion::key)
                .containsExactly(BUDGET);
        assertThat(inForce(Optional.empty())).containsExactly("budget_total 2025 = 8", "population 2025 = 5");
        figures.takeFile(Map.of(), true);
        assertThat(inForce(Optional.empty())).containsExactly("population 2025 = 5");
        figures.takeFile(Map.of(BUDGET, value("8")), true);
        assertThat(inForce(Optional.empty())).hasSize(2);
    }

    @Test
    void whereThereAreTokensTheFileDraftsAndTakesNothingBack() {
        figures.takeFile(Map.of(POPULATION, value("1")), true);
        FileChanges changes = figures.takeFile(Map.of(BUDGET, value("7")), false);
        assertThat(changes.taken()).extracting(FigureVersion::state).containsExactly(FigureState.DRAFT);
        assertThat(changes.left()).containsExactly(POPULATION);
        assertThat(inForce(Optional.empty())).containsExactly("population 2025 = 1");
        figures.step(ANN, BUDGET, FigureStep.SUBMIT, Optional.empty(), "");
        assertThat(figures.step(BOB, BUDGET, FigureStep.APPROVE, Optional.empty(), "")
                        .state())
                .isEqualTo(FigureState.APPROVED);
    }
}
