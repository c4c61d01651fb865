package org.citygauge.gateway.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.citygauge.gateway.snapshot.Verification;
import org.citygauge.indicators.catalogue.Catalogues;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: checks a package without server and data folder. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks a package and recomputes its indicators; needs no server. Exit 1 on any difference.")
public final class VerifyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the package")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Verification verification = Verification.of(file, Catalogues.iso37122());
        verification.agreements().forEach(out::println);
        verification.differences().forEach(difference -> out.println("DIFFERENT  " + difference));
        out.println(
                verification.differences().isEmpty()
                        ? "Everything agrees."
                        : verification.differences().size() + " differences.");
        out.flush();
        return verification.differences().isEmpty() ? 0 : 1;
    }
}
