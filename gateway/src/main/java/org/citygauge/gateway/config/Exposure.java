package org.citygauge.gateway.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
            door("listener", "users", listener.bind(), listener.users().isPresent())
                    .ifPresent(text -> problems.add(Problem.inFile(file, text)));
        }
        var http = configuration.http();
        door("http", "tokens", http.bind(), http.tokens().isPresent())
                .ifPresent(text -> problems.add(Problem.inFile(file, text)));
        return problems;
    }

    private static Optional<String> door(String door, String keys, String bind, boolean hasKeys) {
        try {
            return hasKeys || InetAddress.getByName(bind).isLoopbackAddress()
                    ? Optional.empty()
                    : Optional.of(door + ".bind: " + bind + " is reached from beyond this machine, so " + door + "."
                            + keys + " must name a file of " + keys + "; or bind to 127.0.0.1");
        } catch (UnknownHostException unknown) {
            return Optional.of(door + ".bind: \"" + bind + "\" is no address of this machine; for example: 127.0.0.1");
        }
    }
}
