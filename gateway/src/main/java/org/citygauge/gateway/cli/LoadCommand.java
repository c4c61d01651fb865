package org.citygauge.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.citygauge.gateway.load.LoadReport;
import org.citygauge.gateway.load.Loader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code load}: sends history to a running gateway. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = {
            "Sends the readings of CSV files to a running gateway and tells what became of them.",
            "A file is CSV or CSV.gz with the columns time,sensor,value[,quantity,unit,id,revision] in any order.",
            "Loading the same again is harmless."
        })
public final class LoadCommand implements Callable<Integer> {
    private static final long MIB = 1024L * 1024;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "CSV or CSV.gz")
    @SuppressWarnings("NullAway.Init")
    private List<Path> files;

    @Mixin
    private final GatewayAddress gateway;

    /** @param environment where the token may be */
    public LoadCommand(Map<String, String> environment) {
        gateway = new GatewayAddress(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        LoadReport report = isTerminal() ? loadWithBar() : load(bytes -> {});
        out.println(report);
        out.flush();
        return report.complete() ? 0 : 1;
    }

    private LoadReport loadWithBar() throws InterruptedException {
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("loading")
                .setInitialMax(size())
                .setUnit(" MiB", MIB)
                .build()) {
            return load(bar::stepBy);
        }
    }

    private LoadReport load(LongConsumer progress) throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        var loader = new Loader(
                gateway.client(),
                gateway.url(),
                gateway.token(),
                problem -> {
                    err.println(problem);
                    err.flush();
                },
                progress);
        return loader.load(files);
    }

    private long size() {
        long size = 0;
        for (Path file : files) {
            try {
                size += Files.size(file);
            } catch (IOException unreadable) {
                // told when it is its turn
            }
        }
        return size;
    }

    /** The launcher knows; Java cannot tell in every version. */
    private static boolean isTerminal() {
        return Boolean.getBoolean("citygauge.terminal");
    }
}
