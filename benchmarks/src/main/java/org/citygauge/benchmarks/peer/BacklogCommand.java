package org.citygauge.benchmarks.peer;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.citygauge.benchmarks.run.Workplace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A Mosquitto with a backlog, in the foreground: prints its address and runs until it is ended. */
@Command(
        name = "backlog",
        mixinStandardHelpOptions = true,
        description =
                "Fills a Mosquitto with messages of QoS 1 for sessions that are away, prints its address and keeps it up.")
public final class BacklogCommand implements Callable<Integer> {
    @Option(names = "--messages", defaultValue = "400000", description = "how many (default 400000)")
    private int messages;

    @Option(names = "--sensors", defaultValue = "1000", description = "of how many sensors (default 1000)")
    private int sensors;

    @Option(names = "--bytes", defaultValue = "100", description = "length of a payload (default 100)")
    private int bytes;

    @Option(names = "--client-id", defaultValue = "drain", description = "whose session (default drain)")
    @SuppressWarnings("NullAway.Init")
    private String clientId;

    @Option(
            names = "--share",
            description =
                    "the subscription's group; the sessions are then those of the source's connections: ID-1, ID-2, …")
    private @Nullable String share;

    @Option(names = "--connections", defaultValue = "1", description = "how many sessions share it (default 1)")
    private int connections;

    @Option(names = "--in-flight", defaultValue = "20", description = "max_inflight_messages (default 20)")
    private int inFlight;

    @Override
    public Integer call() throws Exception {
        try (var workplace = new Workplace()) {
            var wish = new Backlog.Wish(messages, sensors, bytes, sessions(), filter());
            Backlog backlog = Backlog.fill(workplace.folder("filling"), wish, InstantSource.system());
            Mosquitto broker = workplace.keep(backlog.serve(workplace.folder("serving"), inFlight));
            System.out.println(broker.url());
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private List<String> sessions() {
        if (connections == 1) {
            return List.of(clientId);
        }
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= connections; i++) {
            ids.add(clientId + "-" + i);
        }
        return ids;
    }

    private String filter() {
        return share == null ? SampleReading.filter() : "$share/" + share + "/" + SampleReading.filter();
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BacklogCommand()).execute(arguments));
    }
}
