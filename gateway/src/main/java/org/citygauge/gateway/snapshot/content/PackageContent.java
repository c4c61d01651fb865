package org.citygauge.gateway.snapshot.content;

import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.live.YearPicture;

/**
 * What goes into a package.
 *
 * @param figures the rows of {@link org.citygauge.gateway.snapshot.table.Forms#FIGURES}
 * @param evidence the files that prove figures
 * @param before the numbers of the year before, where there are any to compare with
 */
public record PackageContent(
        About about,
        YearPicture picture,
        List<List<String>> figures,
        List<Evidence> evidence,
        Optional<YearState> before) {
    public PackageContent {
        figures = List.copyOf(figures);
        evidence = List.copyOf(evidence);
    }

    /** A file that proves something. */
    public interface Evidence {
        /** Its name in {@code data/evidence}. */
        String name();

        /** Writes what is in it. */
        void to(java.io.OutputStream out) throws java.io.IOException;
    }
}
