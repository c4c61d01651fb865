package org.citygauge.gateway.upload;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.gateway.figures.FigureRules;
import org.citygauge.gateway.ledger.Caller;
import org.citygauge.gateway.ledger.Content;
import org.citygauge.gateway.ledger.FigureHistory;
import org.citygauge.gateway.ledger.FigureKey;
import org.citygauge.gateway.ledger.FigureState;
import org.citygauge.gateway.ledger.FigureVersion;
import org.citygauge.gateway.ledger.Ledger;
import org.citygauge.gateway.readiness.Owners;
import org.citygauge.indicators.measure.MeasureId;

/**
 * Takes tables of figures into the ledger, whole or not at all. Blocks.
 *
 * @param rules what a figure must be
 */
public record Imports(FigureRules rules, Ledger ledger) {
    /** What a table may come as. */
    public enum Form {
        CSV,
        XLSX
    }

    /** What taking the table in would do; changes nothing. */
    public ImportPlan plan(byte[] file, Form form, int year) {
        Sheet sheet = switch (form) {
            case CSV -> CsvSheet.read(file);
            case XLSX -> XlsxSheet.read(file);
        };
        Set<Finding> errors = new LinkedHashSet<>();
        Set<Finding> notes = new LinkedHashSet<>();
        var skipped = new AtomicInteger();
        List<TableRow> rows = FigureTable.rows(sheet, errors::add, notes::add, row -> skipped.incrementAndGet());
        Map<MeasureId, FigureVersion> newest = newest(year);
        var reader = new EntryReader(rules, year, newest, ledger.evidence()::find);
        List<Entry> entries = entries(rows, reader);
        List<Change> changes = entries.stream()
                .map(Change::of)
                .filter(change -> !change.fields().isEmpty())
                .toList();
        noteOverHundred(entries, newest, notes);
        if (ledger.closings().all().stream().anyMatch(closing -> closing.year() == year)) {
            notes.add(Finding.ofAll(year + " is closed: what is approved now changes it only when it is restated"));
        }
        return new ImportPlan(
                year,
                sha256(file),
                changes,
                entries.size() - changes.size(),
                skipped.get(),
                new ArrayList<>(errors),
                new ArrayList<>(notes));
    }

    private static List<Entry> entries(List<TableRow> rows, EntryReader reader) {
        Map<String, Integer> seen = new HashMap<>();
        var entries = new ArrayList<Entry>();
        for (TableRow row : rows) {
            Optional<Entry> entry = reader.read(row);
            String measure = row.text(FigureColumn.MEASURE);
            Integer earlier = measure.isEmpty() ? null : seen.putIfAbsent(measure, row.number());
            if (earlier == null) {
                entry.ifPresent(entries::add);
            } else {
                row.error(FigureColumn.MEASURE, "row " + earlier + " holds " + Finding.quoted(measure) + " already");
            }
        }
        return entries;
    }

    private Map<MeasureId, FigureVersion> newest(int year) {
        Map<MeasureId, FigureVersion> newest = new HashMap<>();
        ledger.figures().histories().stream()
                .map(FigureHistory::newest)
                .filter(version -> version.year() == year && version.state() != FigureState.WITHDRAWN)
                .forEach(version -> newest.put(version.measure(), version));
        return newest;
    }

    /** Shares that come to more than the whole, as if all of the table were in force already. */
    private void noteOverHundred(List<Entry> entries, Map<MeasureId, FigureVersion> newest, Set<Finding> notes) {
        Map<MeasureId, FigureVersion> together = new HashMap<>(newest);
        entries.forEach(entry -> together.put(entry.key().measure(), asVersion(entry)));
        Figures others = rules.figures(together.values());
        for (Entry entry : entries) {
            rules.remarks(entry.measure(), entry.key().year(), entry.content(), others)
                    .forEach(remark -> notes.add(entry.row().finding(FigureColumn.VALUE, remark)));
        }
    }

    private static FigureVersion asVersion(Entry entry) {
        return new FigureVersion(
                0,
                entry.key().measure(),
                entry.key().year(),
                entry.content(),
                FigureState.APPROVED,
                Instant.EPOCH,
                "",
                "");
    }

    /** The table to fill in for a year. */
    public Template template(YearState year, Template.Span span, Owners owners) {
        return Template.of(new Template.Ground(year, span, rules.currency(), owners, newest(year.year())));
    }

    /**
     * Takes in what a plan without errors would change, in one step.
     *
     * @param name of the file
     * @return how many versions there are now that were not there before
     */
    public int apply(Caller caller, ImportPlan plan, String name) {
        if (!plan.errors().isEmpty()) {
            throw new IllegalArgumentException("a table with errors is not taken in");
        }
        Map<FigureKey, Content> contents = new TreeMap<>();
        plan.changes().forEach(change -> contents.put(change.key(), change.content()));
        if (contents.isEmpty()) {
            return 0;
        }
        String reason = "imported" + (name.isEmpty() ? "" : " from " + name) + ", SHA-256 " + plan.sha256();
        return ledger.figures().draftAll(caller, contents, reason).size();
    }

    private static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
