package org.citygauge.gateway.config;

import java.nio.file.Path;
import java.util.Optional;
import org.citygauge.gateway.config.Configuration.ServerTls;

/** Reads pairs of certificate and key. */
final class TlsReader {
    private TlsReader() {}

    /** The {@code tls} of a door. */
    static Optional<ServerTls> tls(Section door) {
        return door.section("tls").flatMap(tls -> {
            if (!tls.has("certificate") && !tls.has("key")) {
                tls.problem("certificate", "is missing; tls needs certificate: and key:, two PEM files");
            }
            Optional<ServerTls> pair = pair(tls);
            tls.finish();
            return pair;
        });
    }

    /** {@code certificate} and {@code key} of {@code section}: both or neither. */
    static Optional<ServerTls> pair(Section section) {
        Optional<Path> certificate = section.existing("certificate");
        Optional<Path> key = section.existing("key");
        if (section.has("certificate") != section.has("key")) {
            section.problem(
                    section.has("key") ? "certificate" : "key", "is missing; certificate and key belong together");
        }
        return certificate.isPresent() && key.isPresent()
                ? Optional.of(new ServerTls(certificate.get(), key.get()))
                : Optional.empty();
    }
}
