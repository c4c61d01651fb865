package org.citygauge.gateway.http;

import io.vertx.core.Future;
import java.util.List;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.gateway.readiness.Owners;
import org.citygauge.gateway.readiness.Readiness;
import org.citygauge.indicators.certification.Ladder;

/** Judges how far years are on the way to a certificate. */
public interface Certification {
    /** What the year still needs. */
    Future<Readiness> assess(YearState year);

    /** Who sees to what. */
    Owners owners();

    /** All ladders that are known, the one that years are judged by first. */
    List<Ladder> ladders();
}
