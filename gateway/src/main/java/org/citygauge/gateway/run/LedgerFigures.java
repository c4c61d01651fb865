package org.citygauge.gateway.run;

import java.util.Map;
import java.util.stream.Collectors;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.live.LiveCity;
import org.citygauge.gateway.figures.FigureRules;
import org.citygauge.gateway.ledger.Content;
import org.citygauge.gateway.ledger.FigureKey;
import org.citygauge.gateway.ledger.FileChanges;
import org.citygauge.gateway.ledger.Ledger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The figures of a running city: what the ledger has in force, and the file of figures as one of the ways into it. */
final class LedgerFigures {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerFigures.class);

    private final Ledger ledger;
    private final FigureRules rules;
    private final boolean hasTokenFile;

    /** @param hasTokenFile whether people have tokens that the ledger does not know */
    LedgerFigures(Ledger ledger, FigureRules rules, boolean hasTokenFile) {
        this.ledger = ledger;
        this.rules = rules;
        this.hasTokenFile = hasTokenFile;
    }

    /**
     * Takes over what the file says. While nobody has a token that counts at once; so does what it says when a ledger begins, for it
     * counted before there was one.
     */
    void take(Map<FigureKey, Content> rows) {
        boolean begins = ledger.figures().histories().isEmpty();
        boolean approved = begins || (!hasTokenFile && ledger.tokens().isEmpty());
        FileChanges changes = ledger.figures().takeFile(rows, approved);
        if (!changes.taken().isEmpty() && !begins) {
            LOG.info(
                    "{} figures changed in their file; they are {}",
                    changes.taken().size(),
                    approved ? "in force" : "drafts until somebody submits and approves them");
        }
        if (!changes.left().isEmpty()) {
            LOG.info(
                    "{} figures are gone from their file and stay as they are, because people have tokens: {}",
                    changes.left().size(),
                    changes.left().stream().map(FigureKey::toString).collect(Collectors.joining(", ")));
        }
    }

    Figures inForce() {
        return rules.figures(ledger.figures().inForce());
    }

    /** Gives the city what is in force, after each change. */
    void feed(LiveCity city) {
        ledger.figures().onChange(() -> give(city));
    }

    /** One at a time, so that the latest is given last. */
    private synchronized void give(LiveCity city) {
        city.figures(inForce());
    }
}
