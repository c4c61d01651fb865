package org.citygauge.gateway.config;

import java.nio.file.Path;
import java.util.Optional;
import org.citygauge.gateway.config.Configuration.Http;
import org.citygauge.gateway.config.Configuration.Listener;

/** What the command line says in place of the file. */
public record Overrides(
        Optional<Path> data, Optional<Integer> httpPort, Optional<Integer> mqttPort, Optional<String> bind) {
    public static final Overrides NONE =
            new Overrides(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The configuration with these in place; whether it may then be served, {@link Exposure} says. */
    public Configuration applyTo(Configuration base) {
        return new Configuration(
                base.city(),
                base.fiscalYearStart(),
                base.earliest(),
                base.liveFactor(),
                base.stuckAfter(),
                base.maxUnregisteredSensors(),
                data.orElse(base.data()),
                base.catalogue(),
                base.registry(),
                base.figures(),
                listener(base.listener()),
                http(base.http()),
                base.sources(),
                base.journal(),
                base.projections(),
                base.certification(),
                base.signingKey());
    }

    private Listener listener(Listener base) {
        return new Listener(
                base.enabled(),
                bind.orElse(base.bind()),
                mqttPort.orElse(base.port()),
                base.maxPayload(),
                base.maxConnections(),
                base.maxReceivingBytes(),
                base.users(),
                base.tls());
    }

    private Http http(Http base) {
        return new Http(
                bind.orElse(base.bind()),
                httpPort.orElse(base.port()),
                base.maxConnections(),
                base.tokens(),
                base.tls());
    }
}
