package org.citygauge.gateway.run;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.gateway.http.Certification;
import org.citygauge.gateway.ledger.EvidenceRef;
import org.citygauge.gateway.ledger.Ledger;
import org.citygauge.gateway.readiness.Certificate;
import org.citygauge.gateway.readiness.CertificationRules;
import org.citygauge.gateway.readiness.Dossier;
import org.citygauge.gateway.readiness.Owners;
import org.citygauge.gateway.readiness.Readiness;
import org.citygauge.gateway.readiness.ReadinessCheck;
import org.citygauge.indicators.certification.Ladder;
import org.citygauge.indicators.certification.Ladders;

/** Judges the years of a running city by its rules and by what its ledger says. */
record CityCertification(CertificationRules rules, Ledger ledger, Vertx vertx) implements Certification {
    @Override
    public Future<Readiness> assess(YearState year) {
        return vertx.executeBlocking(() -> ReadinessCheck.of(year, dossier(), rules), false);
    }

    private Dossier dossier() {
        return new Dossier(
                ledger.figures().inForce().stream()
                        .filter(version -> !version.content().evidence().isEmpty())
                        .map(version -> new Dossier.Entry(version.measure(), version.year()))
                        .collect(Collectors.toSet()),
                ledger.figures().waiting().entrySet().stream()
                        .collect(Collectors.toMap(
                                waiting -> new Dossier.Entry(
                                        waiting.getKey().measure(),
                                        waiting.getKey().year()),
                                Map.Entry::getValue)),
                ledger.certificates().stream()
                        .map(org.citygauge.gateway.ledger.Certificate::says)
                        .map(says -> new Certificate(
                                says.standard(),
                                says.level(),
                                says.date(),
                                says.certifier(),
                                says.evidence().stream()
                                        .map(EvidenceRef::sha256)
                                        .toList()))
                        .toList(),
                ledger.closings().all().stream().map(Closing::year).min(Integer::compare));
    }

    @Override
    public Owners owners() {
        return rules.owners();
    }

    @Override
    public List<Ladder> ladders() {
        return Stream.concat(Stream.of(rules.ladder()), Ladders.known().stream())
                .distinct()
                .toList();
    }
}
