package org.citygauge.gateway.ledger;

import java.util.List;
import java.util.Optional;

/**
 * What checking the audit log came to.
 *
 * @param entries how many there are
 * @param head the hash of the last one: whoever wrote it down earlier finds it as the hash of that entry for ever
 * @param firstWrong the first entry that does not fit
 * @param problems all that is wrong, at most a hundred; empty where everything fits
 */
public record AuditFinding(long entries, String head, Optional<Long> firstWrong, List<String> problems) {
    public AuditFinding {
        problems = List.copyOf(problems);
    }

    public boolean isSound() {
        return problems.isEmpty();
    }
}
