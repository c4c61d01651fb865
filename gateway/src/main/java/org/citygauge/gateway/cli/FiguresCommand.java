package org.citygauge.gateway.cli;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code figures}: many figures at once, as a table. */
@Command(
        name = "figures",
        mixinStandardHelpOptions = true,
        description = "Many figures at once, as a table (CSV or XLSX).")
public final class FiguresCommand implements Runnable {
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Which command? figures template --year Y --out FILE, figures import FILE --year Y");
    }

    /** Whether a file is a workbook, by its name. */
    private static boolean isWorkbook(CommandSpec spec, Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.endsWith(".csv") && !name.endsWith(".xlsx")) {
            throw new ParameterException(spec.commandLine(), file + " is called neither .csv nor .xlsx");
        }
        return name.endsWith(".xlsx");
    }

    /** {@code figures template}: the table to fill in. */
    @Command(
            name = "template",
            mixinStandardHelpOptions = true,
            description =
                    "Writes a table to fill in, with a line for every entered measure that is missing for the year.")
    static final class Template implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Mixin
        private final GatewayAddress gateway;

        @Option(names = "--year", required = true, paramLabel = "Y", description = "the reporting year")
        private int year;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "its name ends with .csv or .xlsx")
        @SuppressWarnings("NullAway.Init")
        private Path out;

        Template(Map<String, String> environment) {
            gateway = new GatewayAddress(environment);
        }

        @Override
        public Integer call() throws InterruptedException {
            PrintWriter console = spec.commandLine().getOut();
            String format = isWorkbook(spec, out) ? "xlsx" : "csv";
            if (Files.exists(out)) {
                console.println(out + " is there already and is not replaced: somebody may have filled it in");
                console.flush();
                return 1;
            }
            try {
                HttpResponse<byte[]> answer =
                        GatewayClient.get(gateway, "/api/v1/figures/template?year=" + year + "&format=" + format);
                if (answer.statusCode() == 200) {
                    Files.write(out, answer.body());
                    console.println("wrote " + out + "; fill it in, then: citygauge figures import " + out + " --year "
                            + year + " --preview");
                } else {
                    console.println(Refusal.of(answer.statusCode(), answer.body()));
                }
                return answer.statusCode() == 200 ? 0 : 1;
            } catch (IOException failed) {
                console.println(gateway.url() + " or " + out + ": " + failed);
                return 1;
            } finally {
                console.flush();
            }
        }
    }

    /** {@code figures import}: takes a table in, or says what it would change. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Takes a table of figures in as drafts, whole or not at all.")
    static final class Import implements Callable<Integer> {
        private static final int UNPROCESSABLE = 422;
        private static final long MAX_BYTES = 16L << 20;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Mixin
        private final GatewayAddress gateway;

        @Parameters(paramLabel = "FILE", description = "its name ends with .csv or .xlsx")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Option(names = "--year", required = true, paramLabel = "Y", description = "the reporting year")
        private int year;

        @Option(names = "--preview", description = "only say what it would change, and all that is wrong with it")
        private boolean preview;

        Import(Map<String, String> environment) {
            gateway = new GatewayAddress(environment);
        }

        @Override
        public Integer call() throws InterruptedException {
            PrintWriter console = spec.commandLine().getOut();
            boolean workbook = isWorkbook(spec, file);
            try {
                if (Files.size(file) > MAX_BYTES) {
                    console.println(
                            file + " is longer than " + (MAX_BYTES >> 20) + " MiB; that is no table of figures");
                    return 1;
                }
                HttpResponse<byte[]> answer = GatewayClient.post(
                        gateway,
                        "/api/v1/figures/import?year=" + year + "&preview=" + preview + "&name="
                                + URLEncoder.encode(String.valueOf(file.getFileName()), StandardCharsets.UTF_8),
                        workbook ? XLSX : "text/csv",
                        Files.readAllBytes(file));
                if (answer.statusCode() != 200 && answer.statusCode() != UNPROCESSABLE) {
                    console.println(Refusal.of(answer.statusCode(), answer.body()));
                    return 1;
                }
                var result = new JsonObject(Buffer.buffer(answer.body()));
                List<String> lines = ImportText.of(String.valueOf(file.getFileName()), result, preview);
                lines.forEach(console::println);
                return result.getInteger("errorCount", 1) == 0 ? 0 : 1;
            } catch (IOException failed) {
                console.println(gateway.url() + " or " + file + ": " + failed);
                return 1;
            } finally {
                console.flush();
            }
        }
    }
}
