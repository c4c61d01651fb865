package org.citygauge.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.citygauge.gateway.snapshot.bag.PublicKeyFile;
import org.citygauge.gateway.snapshot.verify.Verification;
import org.citygauge.indicators.catalogue.Catalogues;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: checks a package without server and data folder. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Checks a package: the bag, every hash, the signature; computes every measure again from the contributions of"
                    + " sensors and the figures, and every indicator from the measures.",
            "Needs no server and no data folder. Exit 1 on any difference."
        })
public final class VerifyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the package")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--key",
            paramLabel = "PUBLIC",
            description = "the city's public key (PEM); a package signed with another one does not pass")
    private @Nullable Path key;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Optional<PublicKeyFile> wanted = key == null ? Optional.empty() : Optional.of(PublicKeyFile.read(key));
            Verification verification = Verification.of(file, wanted, Catalogues.iso37122());
            verification.agreements().forEach(out::println);
            verification.differences().forEach(difference -> out.println("DIFFERENT  " + difference));
            int differences = verification.differences().size();
            out.println(
                    differences == 0
                            ? "Everything agrees."
                            : differences == 1 ? "1 difference." : differences + " differences.");
            return differences == 0 ? 0 : 1;
        } catch (NoSuchFileException absent) {
            out.println("--key: there is no file " + absent.getMessage());
            return 1;
        } catch (IOException noKey) {
            out.println("--key: " + noKey.getMessage());
            return 1;
        } finally {
            out.flush();
        }
    }
}
