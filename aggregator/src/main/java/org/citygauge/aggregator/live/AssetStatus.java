package org.citygauge.aggregator.live;

import java.time.Instant;
import java.util.Optional;
import org.citygauge.aggregator.register.Asset;

/** An asset as an operator sees it: whether one of its sensors proved live, and when one was last heard. */
public record AssetStatus(Asset asset, boolean live, Optional<Instant> lastTime) {}
