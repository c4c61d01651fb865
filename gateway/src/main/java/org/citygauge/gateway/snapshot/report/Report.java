package org.citygauge.gateway.snapshot.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.gateway.comparison.Comparison;
import org.citygauge.gateway.snapshot.content.About;
import org.citygauge.indicators.catalogue.Catalogue;

/** {@code data/report.html}: the year as a page that needs nothing else, and that prints well. */
public final class Report {
    /** Where it is in the package. */
    public static final String PATH = "data/report.html";

    private static final String TEMPLATE = "report.html";

    private Report() {}

    /** @param seal what identifies the package */
    public static String of(
            About about, Catalogue catalogue, YearState state, Optional<Comparison> comparison, Seal seal)
            throws IOException {
        var context = new ReportModel(about, catalogue, state, comparison, seal).context();
        return template().execute(context);
    }

    /**
     * What a package is known by.
     *
     * @param digest the one over its facts
     * @param key the thumbprint of the key it is signed with
     */
    public record Seal(String digest, String key) {}

    private static Template template() throws IOException {
        try (var resource = Report.class.getResourceAsStream(TEMPLATE)) {
            if (resource == null) {
                throw new IOException("the template " + TEMPLATE + " is not on the class path");
            }
            Reader reader = new InputStreamReader(resource, StandardCharsets.UTF_8);
            return Mustache.compiler().escapeHTML(true).emptyStringIsFalse(true).compile(reader);
        }
    }
}
