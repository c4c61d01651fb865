package org.citygauge.gateway.snapshot;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.catalogue.IndicatorNumber;
import org.citygauge.indicators.formula.Formula;
import org.citygauge.indicators.formula.Outcome;
import org.citygauge.indicators.measure.MeasureId;

/**
 * Checks a package without server and data folder: that every file is as the manifest says, that JSON and CSV say the same, and that
 * every indicator follows from the measures in it.
 *
 * @param agreements what agrees, a line each
 * @param differences what does not, naming the file
 */
public record Verification(List<String> agreements, List<String> differences) {
    private static final List<String> TABLES = List.of(
            DraftSnapshot.CITY,
            DraftSnapshot.FIGURES,
            DraftSnapshot.INDICATORS,
            DraftSnapshot.MEASURES,
            DraftSnapshot.SENSORS);

    public Verification {
        agreements = List.copyOf(agreements);
        differences = List.copyOf(differences);
    }

    /** @param standard the catalogue the formulas are held against where the package is of its edition */
    public static Verification of(Path file, Catalogue standard) {
        var check = new Check(standard);
        check.run(file);
        return new Verification(check.agreements, check.differences);
    }

    /** One run. */
    private static final class Check {
        private final Catalogue standard;
        private final List<String> agreements = new ArrayList<>();
        private final List<String> differences = new ArrayList<>();

        Check(Catalogue standard) {
            this.standard = standard;
        }

        void run(Path file) {
            Map<String, byte[]> files = SnapshotZip.read(file, differences);
            manifest(files);
            Map<String, Rows> tables = new HashMap<>();
            TABLES.forEach(table -> table(files, table).ifPresent(rows -> tables.put(table, rows)));
            Rows measures = tables.get(DraftSnapshot.MEASURES);
            Rows indicators = tables.get(DraftSnapshot.INDICATORS);
            Rows figures = tables.get(DraftSnapshot.FIGURES);
            Rows city = tables.get(DraftSnapshot.CITY);
            if (measures != null && indicators != null && city != null) {
                indicators(indicators, measures, city);
            }
            if (measures != null && figures != null && city != null) {
                figures(measures, figures, city);
            }
        }

        private void manifest(Map<String, byte[]> files) {
            byte[] manifest = files.get(SnapshotZip.MANIFEST);
            if (manifest == null) {
                differences.add(SnapshotZip.MANIFEST + ": is missing");
                return;
            }
            Set<String> unlisted = new TreeSet<>(files.keySet());
            unlisted.remove(SnapshotZip.MANIFEST);
            int agreed = 0;
            for (String line : new String(manifest, StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.isEmpty()) {
                    continue;
                }
                String[] parts = line.split("  ", 2);
                byte[] bytes = parts.length == 2 ? files.get(parts[1]) : null;
                if (parts.length != 2 || !unlisted.remove(parts[1]) || bytes == null) {
                    differences.add(SnapshotZip.MANIFEST + ": \"" + line + "\" names no file of the package");
                } else if (!SnapshotZip.sha256(bytes).equals(parts[0])) {
                    differences.add(parts[1] + ": is not what the manifest says; it was changed");
                } else {
                    agreed++;
                }
            }
            unlisted.forEach(name -> differences.add(name + ": is not in the manifest"));
            agreements.add(agreed + " of " + (files.size() - 1) + " files are as the manifest says");
        }

        private Optional<Rows> table(Map<String, byte[]> files, String table) {
            String json = "data/" + table + ".json";
            String csv = "data/" + table + ".csv";
            byte[] jsonBytes = files.get(json);
            byte[] csvBytes = files.get(csv);
            if (jsonBytes == null || csvBytes == null) {
                differences.add((jsonBytes == null ? json : csv) + ": is missing");
                return Optional.empty();
            }
            try {
                Rows rows = Rows.ofJson(jsonBytes);
                if (!rows.rows().isEmpty()
                        && !rows.rows().equals(Rows.ofCsv(csvBytes).rows())) {
                    differences.add(csv + ": does not say the same as " + json);
                }
                return Optional.of(rows);
            } catch (IOException unreadable) {
                differences.add(json + " or " + csv + ": cannot be read: " + firstLine(unreadable));
                return Optional.empty();
            }
        }

        private static String firstLine(Exception failure) {
            return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        }

        private void indicators(Rows indicators, Rows measures, Rows city) {
            Map<String, Map<String, String>> byId = new HashMap<>();
            measures.rows().forEach(row -> byId.put(row.getOrDefault("measure", ""), row));
            boolean known =
                    city.rows().stream().anyMatch(row -> standard.edition().equals(row.get("edition")));
            int computed = 0;
            int computedAgree = 0;
            int without = 0;
            int withoutAgree = 0;
            for (Map<String, String> row : indicators.rows()) {
                boolean agrees = recomputes(row, byId, known);
                if ("computed".equals(row.get("status"))) {
                    computed++;
                    computedAgree += agrees ? 1 : 0;
                } else {
                    without++;
                    withoutAgree += agrees ? 1 : 0;
                }
            }
            agreements.add(computedAgree + " of " + computed + " computed indicators agree with their measures");
            agreements.add(withoutAgree + " of " + without + " indicators without a value agree with their measures");
        }

        private boolean recomputes(
                Map<String, String> row, Map<String, Map<String, String>> measures, boolean ofTheStandard) {
            String place = "data/indicators.json: " + row.get("number");
            try {
                Outcome outcome = formula(row)
                        .evaluate(
                                value(measures, row.getOrDefault("numerator", "")),
                                value(measures, row.getOrDefault("denominator", "")));
                String status = DraftSnapshot.status(outcome);
                if (!status.equals(row.get("status"))) {
                    differences.add(place + ": says " + row.get("status") + ", but its measures make it " + status);
                    return false;
                }
                if (outcome instanceof Outcome.Computed(BigDecimal value)
                        && value.compareTo(new BigDecimal(row.getOrDefault("value", ""))) != 0) {
                    differences.add(place + ": says " + row.get("value") + ", but its measures give "
                            + value.stripTrailingZeros().toPlainString());
                    return false;
                }
                return !ofTheStandard || isOfTheStandard(row);
            } catch (IllegalArgumentException wrong) {
                differences.add(place + ": " + wrong.getMessage());
                return false;
            }
        }

        private static Formula formula(Map<String, String> row) {
            return new Formula(
                    new BigDecimal(row.getOrDefault("scale", "")),
                    new MeasureId(row.getOrDefault("numerator", "")),
                    new MeasureId(row.getOrDefault("denominator", "")),
                    Boolean.parseBoolean(row.getOrDefault("zeroWhenNothing", "")));
        }

        private static Optional<BigDecimal> value(Map<String, Map<String, String>> measures, String id) {
            Map<String, String> row = measures.get(id);
            if (row == null) {
                throw new IllegalArgumentException("data/measures.json has no measure " + id);
            }
            String value = row.getOrDefault("value", "");
            return value.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(value));
        }

        private boolean isOfTheStandard(Map<String, String> row) {
            Optional<Formula> expected = standard.indicator(IndicatorNumber.parse(row.getOrDefault("number", "")))
                    .map(indicator -> indicator.formula());
            Formula found = formula(row);
            boolean same = expected.isEmpty()
                    || (expected.get().numerator().equals(found.numerator())
                            && expected.get().denominator().equals(found.denominator())
                            && expected.get().scale().compareTo(found.scale()) == 0
                            && expected.get().zeroWhenNothing() == found.zeroWhenNothing());
            if (!same) {
                differences.add("data/indicators.json: " + row.get("number") + ": its formula is not that of "
                        + standard.edition());
            }
            return same;
        }

        private void figures(Rows measures, Rows figures, Rows city) {
            String year = city.rows().isEmpty() ? "" : city.rows().getFirst().getOrDefault("year", "");
            Map<String, String> entered = new HashMap<>();
            figures.rows()
                    .forEach(row ->
                            entered.put(row.get("measure") + " " + row.get("year"), row.getOrDefault("value", "")));
            int agreed = 0;
            int all = 0;
            for (Map<String, String> row : measures.rows()) {
                if (!"entered".equals(row.get("source"))
                        || row.getOrDefault("value", "").isEmpty()) {
                    continue;
                }
                all++;
                String carried = row.getOrDefault("carriedFrom", "");
                String figure = entered.get(row.get("measure") + " " + (carried.isEmpty() ? year : carried));
                if (row.getOrDefault("value", "").equals(figure)) {
                    agreed++;
                } else {
                    differences.add("data/measures.json: " + row.get("measure") + ": says " + row.get("value")
                            + ", but data/figures.json says " + figure);
                }
            }
            agreements.add(agreed + " of " + all + " entered measures agree with their figures");
        }
    }
}
