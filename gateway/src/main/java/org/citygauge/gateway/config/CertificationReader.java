package org.citygauge.gateway.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.citygauge.gateway.config.Configuration.Certification;
import org.citygauge.gateway.config.Configuration.Owner;

/** Reads what belongs to the way to a certificate: {@code certification} and {@code owners}. */
final class CertificationReader {
    private CertificationReader() {}

    static Certification read(Section section, Section owners) {
        var certification = new Certification(
                section.existing("ladder"),
                section.parsed("completeness_threshold", "a share from 0 to 1 such as 0.8", CertificationReader::share),
                section.has("first_year") ? Optional.of(section.whole("first_year", 0, 1900, 2999)) : Optional.empty(),
                owners(owners));
        section.finish();
        return certification;
    }

    private static Optional<BigDecimal> share(String text) {
        return Optional.of(new BigDecimal(text))
                .filter(share -> share.signum() >= 0 && share.compareTo(BigDecimal.ONE) <= 0);
    }

    private static List<Owner> owners(Section section) {
        var owners = new ArrayList<Owner>();
        for (String key : section.keys()) {
            String name = section.required(key, "Office of Statistics");
            if (!name.isBlank()) {
                owners.add(new Owner(key, name.strip(), section.line(key)));
            }
        }
        return owners;
    }
}
