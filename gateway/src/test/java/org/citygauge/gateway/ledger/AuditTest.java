package org.citygauge.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.indicators.measure.MeasureId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-10T08:00:00Z"));
    private static final FigureKey KEY = new FigureKey(new MeasureId("population"), 2025);

    @TempDir
    private Path data;

    private Ledger ledger;

    @BeforeEach
    void open() throws IOException {
        ledger = Ledger.open(data, CLOCK);
        fill();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    /** Six entries, one of every kind. */
    private void fill() throws IOException {
        ledger.figures().draft(Caller.LOCAL, KEY, Content.of(new BigDecimal("563311"), "{person}", 2025), "census");
        ledger.figures().step(Caller.LOCAL, KEY, FigureStep.SUBMIT, Optional.empty(), "");
        Path letter = Files.writeString(data.resolve("letter.txt"), "563311 live here");
        Evidence evidence = ledger.evidence().add(Caller.LOCAL, letter, "letter.txt", "text/plain");
        ledger.addCertificate(
                Caller.LOCAL,
                new Certificate.Statement(
                        "ISO 37120", "Gold", LocalDate.of(2025, 5, 1), "WCCD", "", List.of(evidence.ref())));
        Closing closing = ledger.closings().add(Caller.LOCAL, 2024, "", Map.of("register", bytes("id,class")));
        ledger.closings().result(Caller.LOCAL, closing, "d".repeat(64));
        NewToken token = ledger.tokens().create(Caller.LOCAL, "bob", Role.APPROVER, Optional.empty());
        ledger.tokens().revoke(Caller.LOCAL, token.token().name());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void tamper(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger.file());
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void anUntouchedLedgerIsSound() {
        AuditFinding finding = ledger.audit().verify();
        assertThat(finding.problems()).isEmpty();
        assertThat(finding.entries()).isEqualTo(8);
        assertThat(finding.head())
                .isEqualTo(ledger.audit().entries(7, 1).getFirst().hash());
        assertThat(ledger.audit().entries(0, 20))
                .extracting(entry -> entry.action() + " " + entry.subject())
                .containsExactly(
                        "figure.draft population 2025",
                        "figure.submit population 2025",
                        "evidence.add letter.txt",
                        "certificate.add ISO 37120",
                        "year.close 2024",
                        "year.result 2024",
                        "token.create bob",
                        "token.revoke bob");
    }

    @ParameterizedTest
    @CsvSource({
        "audit",
        "figure_version",
        "evidence",
        "evidence_piece",
        "token",
        "token_revoked",
        "certificate",
        "closing",
        "closing_part",
        "closing_result"
    })
    void nothingIsOverwrittenOrDeleted(String table) {
        assertThatThrownBy(() -> tamper("DELETE FROM " + table)).hasMessageContaining("never");
        String column = switch (table) {
            case "audit", "figure_version", "evidence", "token", "token_revoked", "certificate", "closing" -> "actor";
            case "closing_result" -> "digest";
            default -> "data";
        };
        assertThatThrownBy(() -> tamper("UPDATE " + table + " SET " + column + " = 'x'"))
                .hasMessageContaining("never");
        assertThat(ledger.audit().verify().problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "audit|actor = 'eve' WHERE seq = 2|2|entry 2 (figure.submit population 2025, eve, 2026-01-10T08:00:00Z) was"
                        + " changed",
                "audit|time = time + 1 WHERE seq = 4|4|entry 4 (certificate.add",
                "audit|hash = '" + "00" + "' WHERE seq = 5|5|entry 5 (year.close 2024",
                "figure_version|value = '563312' WHERE version = 1|1|entry 1 (figure.draft population 2025, local,"
                        + " 2026-01-10T08:00:00Z) tells of row 1 of figure_version, which says something else now",
                "token|role = 'viewer'|7|entry 7 (token.create bob",
                "certificate|level = 'Platinum'|4|tells of row 1 of certificate, which says something else",
                "closing|year = 2023|5|entry 5 (year.close",
                "closing_result|digest = 'x'|6|entry 6 (year.result",
                "evidence|name = 'other.txt'|3|entry 3 (evidence.add letter.txt",
            })
    void whateverIsChangedBesideTheLedgerIsFoundAndNamed(String table, String change, long entry, String text)
            throws SQLException {
        tamper("DROP TRIGGER " + table + "_stays", "UPDATE " + table + " SET " + change);
        AuditFinding finding = ledger.audit().verify();
        assertThat(finding.firstWrong()).contains(entry);
        assertThat(finding.problems().getFirst()).contains(text);
    }

    @Test
    void anEntryThatIsMadeToFitAgainIsBetrayedByTheNext() throws SQLException {
        AuditEntry second = ledger.audit().entries(1, 1).getFirst();
        var forged = new AuditEntry(
                2, second.time(), "eve", second.action(), second.subject(), second.detail(), second.previous(), "");
        tamper(
                "DROP TRIGGER audit_stays",
                "UPDATE audit SET actor = 'eve', hash = '" + Chain.hash(forged) + "' WHERE seq = 2");
        assertThat(ledger.audit().verify().firstWrong()).contains(3L);
        tamper("UPDATE audit SET previous = '" + Chain.hash(forged) + "' WHERE seq = 3");
        AuditFinding finding = ledger.audit().verify();
        assertThat(finding.firstWrong()).contains(3L);
        assertThat(finding.problems().getFirst()).contains("entry 3 (", "was changed");
    }

    @Test
    void whatIsDeletedBesideTheLedgerIsMissed() throws SQLException {
        tamper("DROP TRIGGER audit_kept", "DELETE FROM audit WHERE seq = 2");
        assertThat(ledger.audit().verify().problems()).contains("entry 2 is missing");
        tamper("DELETE FROM audit WHERE seq >= 7");
        assertThat(ledger.audit().verify().problems())
                .contains("row 1 of token is told of by no entry", "row 1 of token_revoked is told of by no entry");
        tamper("DROP TRIGGER figure_version_kept", "DELETE FROM figure_version WHERE version = 1");
        assertThat(ledger.audit().verify().problems())
                .anyMatch(problem -> problem.endsWith("tells of row 1 of figure_version, which is gone"));
    }

    @Test
    void changedEvidenceAndFrozenPartsAreFound() throws SQLException {
        tamper(
                "DROP TRIGGER evidence_piece_stays",
                "UPDATE evidence_piece SET data = 'x'",
                "DROP TRIGGER closing_part_stays",
                "UPDATE closing_part SET data = 'x'");
        assertThat(ledger.audit().verify().problems())
                .hasSize(2)
                .anyMatch(problem -> problem.matches("evidence letter\\.txt \\([0-9a-f]{64}\\) was changed"))
                .contains("what closing 1 froze as register was changed");
    }

    @Test
    void evidenceIsKeptOnceByContentPieceByPiece() throws IOException {
        var long3 = new byte[(3 << 20) + 17];
        new Random(4).nextBytes(long3);
        Path scan = Files.write(data.resolve("scan.pdf"), long3);
        Evidence first = ledger.evidence().add(Caller.LOCAL, scan, "scan.pdf", "application/pdf");
        Evidence again = ledger.evidence().add(Caller.LOCAL, scan, "the same.pdf", "application/pdf");
        assertThat(again).isEqualTo(first);
        assertThat(first.size()).isEqualTo(long3.length);
        var out = new ByteArrayOutputStream();
        ledger.evidence().copy(first.ref().sha256(), out);
        assertThat(out.toByteArray()).isEqualTo(long3);
        assertThat(ledger.evidence().all()).hasSize(2);
        assertThatThrownBy(() -> ledger.evidence().add(Caller.LOCAL, scan, "../x", "application/pdf"))
                .hasMessageContaining("is no name of a file");
    }

    @Test
    void closingsAreCountedAndKeepWhatWasFrozen() {
        Closing next = ledger.closings().add(Caller.LOCAL, 2025, "", Map.of());
        Closing again = ledger.closings().add(Caller.LOCAL, 2024, "a meter was wrong", Map.of("register", bytes("id")));
        assertThat(List.of(next.number(), next.revision(), again.number(), again.revision()))
                .containsExactly(2, 1, 3, 2);
        List<Closing> all = ledger.closings().all();
        assertThat(all).extracting(Closing::year).containsExactly(2024, 2025, 2024);
        assertThat(ledger.closings().part(all.getFirst(), "register")).contains(bytes("id,class"));
        assertThat(ledger.closings().part(again, "register")).contains(bytes("id"));
        assertThat(ledger.closings().result(all.getFirst())).contains("d".repeat(64));
        assertThat(ledger.closings().result(again)).isEmpty();
        assertThatThrownBy(() -> ledger.closings().add(Caller.LOCAL, 2024, "", Map.of()))
                .hasMessageContaining("needs a reason");
        assertThat(ledger.audit().verify().problems()).isEmpty();
    }

    @Test
    void twoOpenLedgersOfOneFolderKeepOneChain() throws Exception {
        try (Ledger other = Ledger.open(data, CLOCK)) {
            var threads = new ArrayList<Thread>();
            for (Ledger one : List.of(ledger, other)) {
                threads.add(Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 20; i++) {
                        one.figures().draft(Caller.LOCAL, KEY, Content.of(BigDecimal.valueOf(i), "", 2025), "");
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            AuditFinding finding = ledger.audit().verify();
            assertThat(finding.problems()).isEmpty();
            assertThat(finding.entries()).isEqualTo(48);
        }
    }
}
