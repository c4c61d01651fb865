package org.citygauge.gateway.run;

import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.gateway.http.Certification;
import org.citygauge.gateway.readiness.CertificationRules;
import org.citygauge.gateway.readiness.Dossier;
import org.citygauge.gateway.readiness.Readiness;
import org.citygauge.gateway.readiness.ReadinessCheck;
import org.citygauge.indicators.certification.Ladder;
import org.citygauge.indicators.certification.Ladders;

/** Judges the years of a running city. */
record CityCertification(CertificationRules rules) implements Certification {
    @Override
    public Future<Readiness> assess(YearState year) {
        return Future.succeededFuture(ReadinessCheck.of(year, Dossier.EMPTY, rules));
    }

    @Override
    public List<Ladder> ladders() {
        return Stream.concat(Stream.of(rules.ladder()), Ladders.known().stream())
                .distinct()
                .toList();
    }
}
