package org.citygauge.gateway.mqtt.listener;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The bytes of packets that have begun and not ended, over all connections. Where they are too many, the connections with the most of
 * them are closed: to stop reading would help nobody, as a packet that is not read on never ends. Safe for use by many threads.
 */
final class Unfinished {
    private final long most;
    private final Map<Inflow, Integer> byConnection = new HashMap<>();
    private long bytes;

    Unfinished(long most) {
        this.most = most;
    }

    /** Says how much of an unfinished packet has come on a connection. */
    void now(Inflow connection, int arrived) {
        toClose(connection, arrived).forEach(one -> one.close("too much is unfinished on all connections together"));
    }

    private synchronized List<Inflow> toClose(Inflow connection, int arrived) {
        Integer before = arrived == 0 ? byConnection.remove(connection) : byConnection.put(connection, arrived);
        bytes += arrived - (before == null ? 0 : before);
        if (bytes <= most) {
            return List.of();
        }
        List<Inflow> largest = byConnection.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
        int count = 0;
        while (count < largest.size() && bytes > most / 2) {
            Integer its = byConnection.remove(largest.get(count++));
            bytes -= its == null ? 0 : its;
        }
        return largest.subList(0, count);
    }

    synchronized long bytes() {
        return bytes;
    }
}
