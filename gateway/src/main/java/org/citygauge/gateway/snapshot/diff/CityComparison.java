package org.citygauge.gateway.snapshot.diff;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.citygauge.gateway.comparison.Comparison;
import org.citygauge.gateway.comparison.Method;
import org.citygauge.gateway.comparison.Standing;
import org.citygauge.gateway.snapshot.table.Forms;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.measure.Measure;

/**
 * The packages of two cities, indicator by indicator.
 *
 * @param first whose the values before are
 * @param second whose the values after are
 * @param remarks what to know before the two are compared
 */
public record CityComparison(String first, String second, List<String> remarks, Comparison comparison) {
    public CityComparison {
        remarks = List.copyOf(remarks);
    }

    /**
     * Compares two.
     *
     * @param anyYear whether they may be of two years
     * @throws IOException if one of them cannot be read or was changed, or they are of two years and may not be
     */
    public static CityComparison of(Path one, Path other, boolean anyYear) throws IOException {
        Side first = Side.read(one);
        Side second = Side.read(other);
        if (first.about().year() != second.about().year() && !anyYear) {
            throw new IOException(one + " is of " + first.about().year() + ", " + other + " of "
                    + second.about().year() + "; with --any-year they are compared all the same");
        }
        return new CityComparison(
                name(first),
                name(second),
                remarks(first, second),
                Comparison.of(
                        standings(first),
                        standings(second),
                        first.about().city().id().equals(second.about().city().id())));
    }

    private static String name(Side side) {
        return side.about().city().name() + " " + side.name();
    }

    private static List<String> remarks(Side first, Side second) {
        var remarks = new ArrayList<String>();
        differ(
                "the years",
                Integer.toString(first.about().year()),
                Integer.toString(second.about().year()),
                remarks);
        differ(
                "the editions of the standard",
                first.about().edition(),
                second.about().edition(),
                remarks);
        differ(
                "the first days of the years",
                first.about().calendar().firstDay().toString(),
                second.about().calendar().firstDay().toString(),
                remarks);
        differ(
                "the currencies",
                first.about().city().currency(),
                second.about().city().currency(),
                remarks);
        for (Side side : List.of(first, second)) {
            if (side.about().isDraft()) {
                remarks.add(name(side) + " is not closed; its numbers may still change");
            }
        }
        return remarks;
    }

    private static void differ(String what, String one, String other, List<String> remarks) {
        if (!one.equals(other)) {
            remarks.add(what + " differ: " + one + " and " + other);
        }
    }

    private static List<Standing> standings(Side side) {
        var standings = new ArrayList<Standing>();
        for (Indicator indicator : side.catalogue().inOrder()) {
            List<String> row = side.indicators().get(indicator.number().toString());
            if (row != null) {
                standings.add(standing(side, indicator, row));
            }
        }
        return standings;
    }

    private static Standing standing(Side side, Indicator indicator, List<String> row) {
        String value = Side.cell(Forms.INDICATORS, row, "value");
        String flags = Side.cell(Forms.INDICATORS, row, "flags");
        return new Standing(
                indicator,
                side.about().year(),
                Side.cell(Forms.INDICATORS, row, "status"),
                value.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(value)),
                Method.of(
                        indicator,
                        measure(side, indicator.formula().numerator().value()),
                        measure(side, indicator.formula().denominator().value())),
                flags.isEmpty() ? Set.of() : Set.of(flags.split(" ")));
    }

    private static Measure measure(Side side, String id) {
        return side.catalogue().measures().values().stream()
                .filter(measure -> measure.id().value().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the catalogue has no measure " + id));
    }
}
