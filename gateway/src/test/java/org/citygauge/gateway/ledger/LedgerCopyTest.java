package org.citygauge.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.citygauge.indicators.measure.MeasureId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCopyTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-10T08:00:00Z"));

    @TempDir
    private Path folder;

    private static void draft(Ledger ledger, int value) {
        ledger.figures()
                .draft(
                        Caller.LOCAL,
                        new FigureKey(new MeasureId("population"), 2025),
                        Content.of(new BigDecimal(value), "{person}", 2025),
                        "census");
    }

    @Test
    void aCopyIsALedgerOfItsOwn() throws Exception {
        Path other = Files.createDirectories(Ledger.folder(folder.resolve("other")));
        try (Ledger ledger = Ledger.open(folder.resolve("data"), CLOCK)) {
            draft(ledger, 563_311);
            ledger.copyTo(other.resolve("ledger.sqlite"));
            draft(ledger, 1);
        }

        try (Ledger copy = Ledger.open(folder.resolve("other"), CLOCK)) {
            AuditFinding finding = copy.audit().verify();
            assertThat(finding.isSound()).as(finding.toString()).isTrue();
            assertThat(finding.entries()).isEqualTo(1);
            draft(copy, 2);
            assertThat(copy.audit().verify().entries()).isEqualTo(2);
        }
    }

    @Test
    void whatIsThereIsNotReplaced() throws Exception {
        Path there = Files.writeString(folder.resolve("there"), "ours");
        try (Ledger ledger = Ledger.open(folder.resolve("data"), CLOCK)) {
            assertThatThrownBy(() -> ledger.copyTo(there))
                    .isInstanceOf(LedgerUnavailable.class)
                    .hasMessageContaining("there");
        }
        assertThat(there).hasContent("ours");
    }
}
