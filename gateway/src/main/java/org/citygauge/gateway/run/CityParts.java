package org.citygauge.gateway.run;

import java.util.Map;
import org.citygauge.aggregator.register.Register;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.ledger.Content;
import org.citygauge.gateway.ledger.FigureKey;
import org.citygauge.gateway.readiness.CertificationRules;
import org.citygauge.indicators.catalogue.Catalogue;

/**
 * What a city's files say, all of it sound.
 *
 * @param figures what the file of figures says; what counts, the ledger knows
 * @param rules by what a year is judged on its way to a certificate
 */
public record CityParts(
        Configuration configuration,
        Catalogue catalogue,
        Register register,
        Map<FigureKey, Content> figures,
        CertificationRules rules) {
    public CityParts {
        figures = Map.copyOf(figures);
    }

    /** Judged by what is publicly known. */
    public CityParts(
            Configuration configuration, Catalogue catalogue, Register register, Map<FigureKey, Content> figures) {
        this(configuration, catalogue, register, figures, CertificationRules.PUBLIC);
    }
}
