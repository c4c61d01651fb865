package org.citygauge.gateway.upload;

import java.util.List;

/**
 * What taking a table in would do, or all that stands against it.
 *
 * @param sha256 of the file
 * @param changes in the order of the rows
 * @param unchanged rows that say what the ledger says already
 * @param skipped rows in which nobody entered anything
 * @param errors where there is one, nothing is taken
 * @param notes what to look at, and no reason to take nothing
 */
public record ImportPlan(
        int year,
        String sha256,
        List<Change> changes,
        int unchanged,
        int skipped,
        List<Finding> errors,
        List<Finding> notes) {
    public ImportPlan {
        changes = List.copyOf(changes);
        errors = List.copyOf(errors);
        notes = List.copyOf(notes);
    }

    public long added() {
        return changes.stream().filter(Change::isNew).count();
    }
}
