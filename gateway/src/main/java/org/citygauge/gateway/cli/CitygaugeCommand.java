package org.citygauge.gateway.cli;

import java.io.InputStream;
import java.time.InstantSource;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: {@code citygauge COMMAND}. */
@Command(
        name = "citygauge",
        mixinStandardHelpOptions = true,
        version = "citygauge 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        description = "Turns a city's sensor feeds into the indicators of ISO 37122, live and as a verifiable year.",
        subcommands = AutoComplete.GenerateCompletion.class)
public final class CitygaugeCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    /** The command line of a process with this environment. */
    public static CommandLine commandLine(Map<String, String> environment, InstantSource clock, InputStream input) {
        CatalogueLoader loader = new CatalogueFiles();
        return new CommandLine(new CitygaugeCommand())
                .addSubcommand(new DemoCommand(loader, environment, clock))
                .addSubcommand(new InitCommand(loader))
                .addSubcommand(new ServeCommand(loader, environment, clock))
                .addSubcommand(new CheckCommand(loader, environment))
                .addSubcommand(new DecodeCommand(loader, environment, clock, input))
                .addSubcommand(new LoadCommand(environment))
                .addSubcommand(SnapshotCommand.commandLine(environment))
                .addSubcommand(new VerifyCommand())
                .addSubcommand(
                        new CommandLine(new InfluxCommand()).addSubcommand(new InfluxCommand.Rebuild(environment)))
                .addSubcommand(new CommandLine(new FiguresCommand())
                        .addSubcommand(new FiguresCommand.Template(environment))
                        .addSubcommand(new FiguresCommand.Import(environment)))
                .addSubcommand(new StatusCommand(environment))
                .addSubcommand(new CloseYearCommand(environment, input))
                .addSubcommand(new RestateCommand(environment, input))
                .addSubcommand(new CompareCommand(environment))
                .addSubcommand(new OpenDataCommand(environment))
                .addSubcommand(figure(environment))
                .addSubcommand(
                        new CommandLine(new EvidenceCommand()).addSubcommand(new EvidenceCommand.Add(environment)))
                .addSubcommand(new CommandLine(new CertificateCommand())
                        .addSubcommand(new CertificateCommand.Add(environment))
                        .addSubcommand(new CertificateCommand.ListAll(environment)))
                .addSubcommand(new CommandLine(new TokenCommand())
                        .addSubcommand(new TokenCommand.Create(environment, clock))
                        .addSubcommand(new TokenCommand.ListAll(environment, clock))
                        .addSubcommand(new TokenCommand.Revoke(environment, clock)))
                .addSubcommand(new CommandLine(new AuditCommand())
                        .addSubcommand(new AuditCommand.Verify(environment, clock))
                        .addSubcommand(new AuditCommand.ListAll(environment, clock)))
                .addSubcommand(new BackupCommand(environment))
                .addSubcommand(new RestoreCommand())
                .addSubcommand(new SimulateCommand(clock))
                .addSubcommand(new BareListenerCommand());
    }

    private static CommandLine figure(Map<String, String> environment) {
        return new CommandLine(new FigureCommand())
                .addSubcommand(new FigureCommand.Set(environment))
                .addSubcommand(new FigureCommand.Show(environment))
                .addSubcommand(new FigureCommand.ListAll(environment))
                .addSubcommand(new FigureCommand.Submit(environment))
                .addSubcommand(new FigureCommand.Approve(environment))
                .addSubcommand(new FigureCommand.Return(environment))
                .addSubcommand(new FigureCommand.Withdraw(environment));
    }
}
