package org.citygauge.gateway.http;

import io.vertx.core.Future;
import java.util.List;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.gateway.readiness.CertificationRules;
import org.citygauge.gateway.readiness.Dossier;
import org.citygauge.gateway.readiness.Owners;
import org.citygauge.gateway.readiness.Readiness;
import org.citygauge.gateway.readiness.ReadinessCheck;
import org.citygauge.indicators.certification.Ladder;
import org.citygauge.indicators.certification.Ladders;

/** Judges by what is publicly known, with nothing recorded. */
final class PublicRules implements Certification {
    @Override
    public Future<Readiness> assess(YearState year) {
        return Future.succeededFuture(ReadinessCheck.of(year, Dossier.EMPTY, CertificationRules.PUBLIC));
    }

    @Override
    public Owners owners() {
        return Owners.NONE;
    }

    @Override
    public List<Ladder> ladders() {
        return Ladders.known();
    }
}
