package org.citygauge.gateway.ledger;

/**
 * A token that was just made.
 *
 * @param secret what opens the door; known here for this once
 */
public record NewToken(Token token, String secret) {
    @Override
    public String toString() {
        return "NewToken[" + token + "]";
    }
}
