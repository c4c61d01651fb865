package org.citygauge.gateway.ledger;

import java.util.List;

/**
 * What a change of the file of figures came to.
 *
 * @param taken versions that came of it
 * @param left figures whose row is gone from the file, and which stay because people work with tokens
 */
public record FileChanges(List<FigureVersion> taken, List<FigureKey> left) {
    public FileChanges {
        taken = List.copyOf(taken);
        left = List.copyOf(left);
    }

    boolean isEmpty() {
        return taken.isEmpty();
    }
}
