package org.citygauge.gateway.run;

import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.register.Register;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.indicators.catalogue.Catalogue;

/** What a city's files say, all of it sound. */
public record CityParts(Configuration configuration, Catalogue catalogue, Register register, Figures figures) {}
