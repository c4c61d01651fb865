package org.citygauge.gateway.upload;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.citygauge.gateway.figures.FigureRules;
import org.citygauge.gateway.ledger.Content;
import org.citygauge.gateway.ledger.Evidence;
import org.citygauge.gateway.ledger.EvidenceRef;
import org.citygauge.gateway.ledger.FigureKey;
import org.citygauge.gateway.ledger.FigureVersion;
import org.citygauge.gateway.ledger.Source;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.Measure;
import org.citygauge.indicators.measure.MeasureId;
import org.citygauge.indicators.measure.Unit;

/**
 * Makes a figure of a row, and finds all that is wrong with it. A column the table does not have leaves what the ledger says; an empty
 * cell empties it.
 *
 * @param rules what a figure must be
 * @param year whose figures are sent
 * @param newest what the ledger says last, by measure; nothing where that was withdrawn
 * @param evidence finds a file by its hash
 */
record EntryReader(
        FigureRules rules,
        int year,
        Map<MeasureId, FigureVersion> newest,
        Function<String, Optional<Evidence>> evidence) {
    private static final int MAX_WORD = 100;

    /** The figure; empty where there is none, and then the row has said why. */
    Optional<Entry> read(TableRow row) {
        Optional<Measure> measure = measure(row);
        boolean inYear = isOfTheYear(row);
        Optional<BigDecimal> value = row.decimal(FigureColumn.VALUE);
        String unavailable = row.text(FigureColumn.NOT_AVAILABLE_BECAUSE);
        boolean said = hasOneOf(row, unavailable);
        Optional<Integer> yearOfData = row.year(FigureColumn.YEAR_OF_DATA);
        yearOfData
                .filter(of -> of > year)
                .ifPresent(of -> row.error(
                        FigureColumn.YEAR_OF_DATA, of + " is after " + year + ", the year the figure is reported for"));
        Optional<LocalDate> asOf = row.day(FigureColumn.AS_OF);
        List<EvidenceRef> proofs = evidence(row);
        String unit = measure.map(known -> unit(row, known)).orElse("");
        measure.ifPresent(known -> value.ifPresent(given -> plausible(row, known, given)));
        if (measure.isEmpty() || !inYear || !said || (value.isEmpty() && unavailable.isEmpty())) {
            return Optional.empty();
        }
        Optional<FigureVersion> before =
                Optional.ofNullable(newest.get(measure.get().id()));
        Optional<Content> old = before.map(FigureVersion::content);
        var content = new Content(
                value,
                unit,
                row.has(FigureColumn.YEAR_OF_DATA)
                        ? yearOfData.orElse(year)
                        : old.filter(known -> !row.hasColumn(FigureColumn.YEAR_OF_DATA))
                                .map(Content::yearOfData)
                                .orElse(year),
                new Source(
                        text(
                                row,
                                FigureColumn.SOURCE_ORGANISATION,
                                old,
                                known -> known.source().organisation()),
                        text(
                                row,
                                FigureColumn.SOURCE_DOCUMENT,
                                old,
                                known -> known.source().document()),
                        text(
                                row,
                                FigureColumn.SOURCE_ADDRESS,
                                old,
                                known -> known.source().address())),
                text(row, FigureColumn.METHOD, old, Content::method),
                text(row, FigureColumn.COMMENT, old, Content::comment),
                Optional.of(unavailable).filter(reason -> !reason.isEmpty()),
                row.hasColumn(FigureColumn.AS_OF) ? asOf : old.flatMap(Content::asOf),
                row.hasColumn(FigureColumn.EVIDENCE)
                        ? proofs
                        : old.map(Content::evidence).orElse(List.of()));
        return Optional.of(
                new Entry(row, measure.get(), new FigureKey(measure.get().id(), year), content, before));
    }

    private static String text(TableRow row, FigureColumn column, Optional<Content> old, Function<Content, String> of) {
        return row.hasColumn(column) ? row.text(column) : old.map(of).orElse("");
    }

    private Optional<Measure> measure(TableRow row) {
        String id = row.text(FigureColumn.MEASURE);
        if (id.isEmpty()) {
            row.error(FigureColumn.MEASURE, "is empty");
            return Optional.empty();
        }
        Optional<Measure> measure = rules.measure(id);
        if (measure.isEmpty()) {
            row.error(
                    FigureColumn.MEASURE,
                    id.length() > MAX_WORD
                            ? Finding.quoted(id) + " is no measure of the catalogue"
                            : rules.unknownMeasure(id.replaceAll("\\p{Cntrl}", "\uFFFD")));
        } else if (!(measure.get().binding() instanceof Binding.Entered)) {
            row.note(
                    FigureColumn.MEASURE,
                    id + " is computed from sensors or the register here; what is entered for it has no effect");
        }
        return measure;
    }

    private boolean isOfTheYear(TableRow row) {
        Optional<Integer> given = row.year(FigureColumn.YEAR);
        if (!row.has(FigureColumn.YEAR)) {
            row.error(FigureColumn.YEAR, "is empty; it has to be " + year);
        }
        given.filter(of -> of != year)
                .ifPresent(of -> row.error(FigureColumn.YEAR, "is " + of + ", but figures of " + year + " are sent"));
        return given.filter(of -> of == year).isPresent();
    }

    private static boolean hasOneOf(TableRow row, String unavailable) {
        boolean value = row.has(FigureColumn.VALUE);
        if (value && !unavailable.isEmpty()) {
            row.error(
                    FigureColumn.VALUE,
                    "is there although " + FigureColumn.NOT_AVAILABLE_BECAUSE.code() + " says why not");
        }
        if (!value && unavailable.isEmpty()) {
            row.error(
                    FigureColumn.VALUE,
                    "is empty; give a value, or say in " + FigureColumn.NOT_AVAILABLE_BECAUSE.code()
                            + " why there is none");
        }
        return value == unavailable.isEmpty();
    }

    /** The unit as given; empty for the measure's own. */
    private String unit(TableRow row, Measure measure) {
        String given = row.text(FigureColumn.UNIT);
        Unit own = measure.unit();
        String ownCode = own.equals(Unit.CURRENCY) ? rules.currency() : own.code();
        if (given.length() > MAX_WORD || rules.factor(measure, given).isEmpty()) {
            row.error(
                    FigureColumn.UNIT,
                    Finding.quoted(given) + " does not convert into " + ownCode + ", the unit of " + measure.id());
        }
        return given.equals(own.code()) || given.equals(ownCode) ? "" : given;
    }

    private static void plausible(TableRow row, Measure measure, BigDecimal value) {
        String own = measure.unit().code();
        boolean counted = own.startsWith("{") && !measure.unit().equals(Unit.CURRENCY);
        if (value.signum() < 0 && counted) {
            row.error(FigureColumn.VALUE, value.toPlainString() + " " + own + " is less than nothing");
        }
        if (counted && value.abs().toPlainString().matches("[1-9][0-9]{0,2}\\.[0-9]{3}")) {
            String whole = value.movePointRight(3).toPlainString();
            row.note(
                    FigureColumn.VALUE,
                    value.toPlainString() + " is read with a decimal point; if " + whole + " is meant, write " + whole);
        }
    }

    private List<EvidenceRef> evidence(TableRow row) {
        var found = new ArrayList<EvidenceRef>();
        for (String word : row.words(FigureColumn.EVIDENCE)) {
            String hash = word.toLowerCase(Locale.ROOT);
            if (!hash.matches("[0-9a-f]{64}")) {
                row.error(FigureColumn.EVIDENCE, Finding.quoted(word) + " is no SHA-256: 64 hexadecimal digits");
                continue;
            }
            Optional<Evidence> file = evidence.apply(hash);
            file.map(Evidence::ref).filter(ref -> !found.contains(ref)).ifPresent(found::add);
            if (file.isEmpty()) {
                row.error(
                        FigureColumn.EVIDENCE,
                        "no file with this SHA-256 is kept: " + hash.substring(0, 12)
                                + "…; add it first (citygauge evidence" + " add FILE)");
            }
        }
        return found;
    }
}
