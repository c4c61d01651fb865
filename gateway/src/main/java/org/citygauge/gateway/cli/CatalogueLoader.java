package org.citygauge.gateway.cli;

import java.nio.file.Path;
import java.util.List;
import org.citygauge.gateway.config.Checked;
import org.citygauge.indicators.catalogue.Catalogue;

/** Where the catalogue comes from: the standard's, with the city's own files on top. */
@FunctionalInterface
public interface CatalogueLoader {
    /** @param cityFiles may be none */
    Checked<Catalogue> load(List<Path> cityFiles);
}
