package org.citygauge.gateway.run;

import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.register.Register;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.readiness.CertificationRules;
import org.citygauge.indicators.catalogue.Catalogue;

/**
 * What a city's files say, all of it sound.
 *
 * @param rules by what a year is judged on its way to a certificate
 */
public record CityParts(
        Configuration configuration,
        Catalogue catalogue,
        Register register,
        Figures figures,
        CertificationRules rules) {
    /** Judged by what is publicly known. */
    public CityParts(Configuration configuration, Catalogue catalogue, Register register, Figures figures) {
        this(configuration, catalogue, register, figures, CertificationRules.PUBLIC);
    }
}
