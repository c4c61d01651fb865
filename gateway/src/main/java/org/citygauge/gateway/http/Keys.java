package org.citygauge.gateway.http;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.citygauge.gateway.ledger.Caller;
import org.citygauge.gateway.ledger.Token;
import org.citygauge.gateway.ledger.TokenBook;

/**
 * All tokens that open the HTTP door: those of the file, and those of the ledger. Never blocks.
 *
 * @param file the tokens of {@code http.tokens}, where there is such a file
 */
record Keys(Optional<Tokens> file, TokenBook ledger, InstantSource clock) {
    /** What a token turns out to be. */
    sealed interface Holder {}

    /** One that opens the door. */
    record Known(Caller caller) implements Holder {}

    /** One that does not, and why. */
    record Refused(String why) implements Holder {}

    /** Whether a token is asked for. Once one was made, it is for ever. */
    boolean areThere() {
        return file.isPresent() || !ledger.isEmpty();
    }

    Holder holder(String secret) {
        Optional<Caller> known = file.flatMap(tokens -> tokens.holder(secret));
        return known.<Holder>map(Known::new)
                .orElseGet(() ->
                        ledger.holder(secret).map(this::judge).orElse(new Refused("This token is not known here.")));
    }

    private Holder judge(Token token) {
        Instant now = clock.instant();
        if (token.revoked().isPresent()) {
            return new Refused("This token of " + token.name() + " was revoked by "
                    + token.revoked().get().by() + " at "
                    + token.revoked().get().time() + ".");
        }
        if (token.isExpired(now)) {
            return new Refused("This token of " + token.name() + " ran out at "
                    + token.expires().orElseThrow() + "; an approver can make another.");
        }
        return new Known(new Caller(token.name(), token.role()));
    }

    /** Whether the file has a token of this name. */
    boolean isInFile(String name) {
        return file.filter(tokens -> tokens.callers().stream()
                        .anyMatch(caller -> caller.name().equals(name)))
                .isPresent();
    }
}
