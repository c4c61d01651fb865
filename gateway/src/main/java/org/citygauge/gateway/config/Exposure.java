package org.citygauge.gateway.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.citygauge.gateway.ledger.TokenBook;

/** The rule that nobody beyond this machine reaches a door without a key. */
public final class Exposure {
    private Exposure() {}

    /**
     * Which doors are open too wide; to be asked after the command line had its say.
     *
     * @param file the configuration's name in problems
     */
    public static List<Problem> problems(Configuration configuration, String file) {
        var problems = new ArrayList<Problem>();
        var listener = configuration.listener();
        if (listener.enabled()) {
            door("listener", listener.bind(), listener.users().isPresent(), "listener.users must name a file of users")
                    .ifPresent(text -> problems.add(Problem.inFile(file, text)));
        }
        var http = configuration.http();
        boolean hasTokens = http.tokens().isPresent() || TokenBook.existIn(configuration.data());
        door(
                        "http",
                        http.bind(),
                        hasTokens,
                        "a token must be made first (citygauge token create --role approver), or http.tokens must name a"
                                + " file of tokens")
                .ifPresent(text -> problems.add(Problem.inFile(file, text)));
        return problems;
    }

    private static Optional<String> door(String door, String bind, boolean hasKeys, String what) {
        try {
            return hasKeys || InetAddress.getByName(bind).isLoopbackAddress()
                    ? Optional.empty()
                    : Optional.of(door + ".bind: " + bind + " is reached from beyond this machine, so " + what
                            + "; or bind to 127.0.0.1");
        } catch (UnknownHostException unknown) {
            return Optional.of(door + ".bind: \"" + bind + "\" is no address of this machine; for example: 127.0.0.1");
        }
    }
}
