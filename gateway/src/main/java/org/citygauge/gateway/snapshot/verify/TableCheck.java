package org.citygauge.gateway.snapshot.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.citygauge.gateway.snapshot.bag.PackageFile;
import org.citygauge.gateway.snapshot.table.TableForm;
import org.citygauge.gateway.snapshot.table.TableReader;

/** Holds a table against the rows that were computed again, one after the other. */
final class TableCheck {
    private final TableForm form;
    private final Iterator<List<String>> expected;
    private final Findings findings;
    private long rows;
    private long agreed;
    private boolean lost;

    private TableCheck(TableForm form, Iterator<List<String>> expected, Findings findings) {
        this.form = form;
        this.expected = expected;
        this.findings = findings;
    }

    /** Tells how many rows there are, and how many of them agree. */
    static void run(PackageFile file, TableForm form, String things, Iterator<List<String>> expected, Findings findings)
            throws IOException {
        var check = new TableCheck(form, expected, findings);
        try (InputStream in = file.open(form.path())) {
            TableReader.read(form, in, check::row);
        }
        if (!check.lost && expected.hasNext()) {
            findings.differ(form.path(), "there is no row for " + form.keyOf(expected.next()));
        }
        findings.agree(check.agreed + " of " + check.rows + " " + things + " come out the same when computed again");
    }

    private void row(List<String> row) {
        rows++;
        if (lost) {
            return;
        }
        if (!expected.hasNext()) {
            findings.differ(form.path(), form.keyOf(row) + " has a row, and should not");
            lost = true;
            return;
        }
        List<String> right = expected.next();
        if (!form.keyOf(row).equals(form.keyOf(right))) {
            findings.differ(form.path(), "there is " + form.keyOf(row) + " where " + form.keyOf(right) + " should be");
            lost = true;
        } else if (row.equals(right)) {
            agreed++;
        } else {
            for (int i = 0; i < right.size(); i++) {
                if (!row.get(i).equals(right.get(i))) {
                    findings.differ(
                            form.path(),
                            form.keyOf(row) + ": " + form.columns().get(i).name() + " says \"" + row.get(i)
                                    + "\", but computed again it is \"" + right.get(i) + "\"");
                }
            }
        }
    }
}
