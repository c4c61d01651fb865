package org.citygauge.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.citygauge.benchmarks.peer.Mosquitto;
import org.citygauge.benchmarks.run.Processes;

/** {@code benchmarks/bare-subscriber}, which only acknowledges. */
record StockPaho(String clientId) implements Contestant {
    private static final Pattern REPORT =
            Pattern.compile("(\\d+) messages in ([\\d.]+) s: \\d+ messages/s; ([\\d.]+) CPU s");

    @Override
    public Drained drain(Bench bench, Mosquitto broker, int messages) throws Exception {
        Process process = new ProcessBuilder(
                        Processes.program("benchmarks/bare-subscriber"),
                        "--url",
                        broker.url(),
                        "--client-id",
                        clientId,
                        "--messages",
                        Integer.toString(messages))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        AutoCloseable ending = bench.workplace().keep(() -> Processes.end(process, 10));
        try (ending) {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher report = REPORT.matcher(text);
            if (process.waitFor() != 0 || !report.find()) {
                throw new IOException("the bare subscriber failed: " + text);
            }
            return Drained.of(
                    Long.parseLong(report.group(1)),
                    Double.parseDouble(report.group(2)),
                    Double.parseDouble(report.group(3)));
        }
    }
}
