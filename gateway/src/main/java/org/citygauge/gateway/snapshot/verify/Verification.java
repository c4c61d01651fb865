package org.citygauge.gateway.snapshot.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.citygauge.gateway.snapshot.bag.BagCheck;
import org.citygauge.gateway.snapshot.bag.PackageFile;
import org.citygauge.gateway.snapshot.bag.PublicKeyFile;
import org.citygauge.indicators.catalogue.Catalogue;

/**
 * The check of a package: that it is what was signed, and that every number in it follows from what it holds.
 *
 * @param agreements what agrees, a line each
 * @param differences what does not, each naming the file; none where all agrees
 */
public record Verification(List<String> agreements, List<String> differences) {
    public Verification {
        agreements = List.copyOf(agreements);
        differences = List.copyOf(differences);
    }

    /**
     * Checks one.
     *
     * @param key whose signature it must bear; empty for anybody's
     * @param standard what the formulas are held against where the package is of its edition
     */
    public static Verification of(Path file, Optional<PublicKeyFile> key, Catalogue standard) {
        var findings = new Findings();
        findings.tried(String.valueOf(file.getFileName()), () -> {
            try (PackageFile opened = PackageFile.open(file)) {
                check(opened, key, standard, findings);
            }
        });
        return findings.done();
    }

    private static void check(PackageFile file, Optional<PublicKeyFile> key, Catalogue standard, Findings findings)
            throws IOException {
        BagCheck bag = BagCheck.of(file);
        bag.agreements().forEach(findings::agree);
        bag.differences().forEach(findings::differ);
        bag.signer().ifPresent(signer -> {
            if (key.isEmpty()) {
                findings.agree("signed with the key " + signer.thumbprint()
                        + "; whose it is, only --key with the city's public key tells");
            } else if (key.get().equals(signer)) {
                findings.agree("signed with the key that was given, " + signer.thumbprint());
            } else {
                findings.differ(
                        "signature.jws",
                        "is of the key " + signer.thumbprint() + ", not of the one given, "
                                + key.get().thumbprint());
            }
        });
        findings.agree("digest of the facts: " + bag.digest());
        new Recomputation(file, standard, findings).run();
    }
}
