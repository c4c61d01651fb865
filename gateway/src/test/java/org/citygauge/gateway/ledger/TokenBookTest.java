package org.citygauge.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenBookTest {
    private static final Instant START = Instant.parse("2026-01-10T08:00:00Z");
    private static final Caller BOB = new Caller("bob", Role.APPROVER);

    @TempDir
    private Path data;

    private final AtomicReference<Instant> clock = new AtomicReference<>(START);
    private Ledger ledger;
    private TokenBook tokens;

    @BeforeEach
    void open() {
        ledger = Ledger.open(data, clock::get);
        tokens = ledger.tokens();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aTokenIsKnownByItsSecretUntilItIsRevoked() {
        assertThat(tokens.isEmpty()).isTrue();
        NewToken bob = tokens.create(Caller.LOCAL, "bob", Role.APPROVER, Optional.empty());
        assertThat(tokens.isEmpty()).isFalse();
        assertThat(bob.secret()).matches("cg_[A-Za-z0-9_-]{43}");
        assertThat(tokens.holder(bob.secret()).orElseThrow().isValid(START)).isTrue();
        assertThat(tokens.holder(bob.secret() + "x")).isEmpty();
        tokens.revoke(Caller.LOCAL, "bob");
        assertThat(tokens.holder(bob.secret()).orElseThrow().isValid(START)).isFalse();
        assertThat(tokens.isEmpty()).isFalse();
        assertThatThrownBy(() -> tokens.revoke(Caller.LOCAL, "bob"))
                .hasMessageContaining("neither revoked nor expired");
    }

    @Test
    void aTokenRunsOutWhenItIsSaidTo() {
        tokens.create(Caller.LOCAL, "bob", Role.APPROVER, Optional.empty());
        Instant end = START.plus(Duration.ofDays(30));
        NewToken token = tokens.create(BOB, "vera", Role.AUDITOR, Optional.of(end));
        assertThat(token.token().isValid(end.minusNanos(1))).isTrue();
        assertThat(token.token().isValid(end)).isFalse();
        assertThatThrownBy(() -> tokens.create(BOB, "vera", Role.AUDITOR, Optional.of(end)))
                .hasMessageContaining("There is a token of vera already");
        clock.set(end);
        assertThat(tokens.create(BOB, "vera", Role.AUDITOR, Optional.of(end.plusSeconds(1)))
                        .token()
                        .by())
                .isEqualTo("bob");
        assertThat(tokens.all()).extracting(Token::name).containsExactly("bob", "vera", "vera");
    }

    @Test
    void whatWouldShutEverybodyOutOrCannotBeToldApartIsRefused() {
        assertThatThrownBy(() -> tokens.create(Caller.LOCAL, "ann", Role.EDITOR, Optional.empty()))
                .hasMessageContaining("The first token must be one of role approver");
        assertThatThrownBy(() -> tokens.create(Caller.LOCAL, "vera", Role.AUDITOR, Optional.empty()))
                .hasMessageContaining("an auditor's token must run out");
        assertThatThrownBy(() -> tokens.create(Caller.LOCAL, "bob", Role.APPROVER, Optional.of(START)))
                .hasMessageContaining("is not in the future");
        for (String name : new String[] {"local", "figures.csv", "", "a b", "a:b", "-a", "x".repeat(65)}) {
            assertThatThrownBy(() -> tokens.create(Caller.LOCAL, name, Role.APPROVER, Optional.empty()))
                    .hasMessageStartingWith("name: ");
        }
        assertThat(tokens.isEmpty()).isTrue();
    }

    @Test
    void noFileOfTheLedgerHoldsASecret() throws IOException {
        NewToken bob = tokens.create(Caller.LOCAL, "bob", Role.APPROVER, Optional.empty());
        assertThat(bob.toString()).doesNotContain(bob.secret());
        try (Stream<Path> files = Files.list(Ledger.folder(data))) {
            for (Path file : files.toList()) {
                String raw = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(raw)
                        .doesNotContain(bob.secret())
                        .doesNotContain(bob.secret().substring(3));
            }
        }
    }

    @Test
    void whatAnotherProcessWritesIsNoticed() {
        try (Ledger other = Ledger.open(data, clock::get)) {
            NewToken bob = other.tokens().create(Caller.LOCAL, "bob", Role.APPROVER, Optional.empty());
            assertThat(tokens.holder(bob.secret())).isEmpty();
            tokens.refresh();
            assertThat(tokens.holder(bob.secret())).isPresent();
        }
    }
}
