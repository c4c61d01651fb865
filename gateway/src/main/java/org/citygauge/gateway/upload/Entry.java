package org.citygauge.gateway.upload;

import java.util.Optional;
import org.citygauge.gateway.ledger.Content;
import org.citygauge.gateway.ledger.FigureKey;
import org.citygauge.gateway.ledger.FigureVersion;
import org.citygauge.indicators.measure.Measure;

/**
 * What a row says of a figure, sound in itself.
 *
 * @param before what the ledger says of it last, unless that was withdrawn
 */
record Entry(TableRow row, Measure measure, FigureKey key, Content content, Optional<FigureVersion> before) {}
