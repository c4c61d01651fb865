package org.citygauge.gateway.readiness;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a certificate asks for beside the indicators: a certificate of another standard.
 *
 * @param standard which; empty where none is asked for
 * @param certificates of it that are recorded, the newest first
 */
public record Prerequisite(Optional<String> standard, List<Certificate> certificates) {
    public Prerequisite {
        certificates = List.copyOf(certificates);
    }

    static Prerequisite of(Optional<String> standard, List<Certificate> all) {
        return new Prerequisite(
                standard,
                standard.stream()
                        .flatMap(asked -> all.stream().filter(certificate -> certificate.isOf(asked)))
                        .sorted(Comparator.comparing(Certificate::date).reversed())
                        .toList());
    }

    public boolean isMet() {
        return standard.isEmpty() || !certificates.isEmpty();
    }

    /** In one line. */
    public String inWords() {
        if (standard.isEmpty()) {
            return "none";
        }
        return certificates.isEmpty()
                ? "a certificate of " + standard.get() + "; none is recorded here"
                : certificates.getFirst().inWords();
    }
}
