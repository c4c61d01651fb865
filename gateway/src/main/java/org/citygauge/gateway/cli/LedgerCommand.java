package org.citygauge.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.citygauge.gateway.ledger.LedgerRefused;
import org.citygauge.gateway.ledger.LedgerUnavailable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command on the ledger; says what is in the way, and exits with 1 then. */
abstract class LedgerCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Mixin
    final GatewayAddress gateway;

    /** @param environment where the token may be */
    LedgerCommand(Map<String, String> environment) {
        gateway = new GatewayAddress(environment);
    }

    /** @return the exit code */
    abstract int run(LedgerCalls calls, PrintWriter out) throws IOException, InterruptedException, FailedCommand;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            return run(new LedgerCalls(gateway), out);
        } catch (FailedCommand failed) {
            out.println(failed.getMessage());
            return 1;
        } catch (LedgerRefused | LedgerUnavailable failed) {
            out.println(failed.getMessage());
            return 1;
        } catch (IOException unreachable) {
            out.println(gateway.url() + " cannot be reached: " + unreachable);
            return 1;
        } finally {
            out.flush();
        }
    }
}
