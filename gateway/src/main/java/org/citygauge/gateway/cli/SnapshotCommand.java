package org.citygauge.gateway.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code snapshot}: the year as a package. */
@Command(name = "snapshot", mixinStandardHelpOptions = true, description = "The year as a package.")
public final class SnapshotCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** With all its commands. */
    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new SnapshotCommand())
                .addSubcommand(new SnapshotCreateCommand(environment))
                .addSubcommand(new SnapshotDiffCommand())
                .addSubcommand(new SnapshotCompareCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Which command? snapshot create --year Y, snapshot diff A B, or snapshot compare OURS THEIRS");
    }
}
