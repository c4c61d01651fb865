package org.citygauge.benchmarks.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.citygauge.benchmarks.peer.Backlog;
import org.citygauge.benchmarks.peer.Mosquitto;
import org.citygauge.benchmarks.peer.SampleReading;

/** The subscriber next to a stock Paho and to Telegraf: each drains the same backlog, from a broker of its own. */
final class SubscriberPart implements Part {
    private static final String CLIENT_ID = "drain";
    private static final int DEFAULT_WINDOW = 20;
    private static final int WIDE_WINDOW = 1_000;
    private static final int SHARING = 4;
    private static final int DRAINED = 20;
    private static final String PAHO = "stock Paho";
    private static final String TELEGRAF = "Telegraf";
    private static final String OURS = "ours";
    private static final String SHARED = "ours, " + SHARING + " connections";

    private final Map<String, List<Drained>> narrow = new LinkedHashMap<>();
    private final Map<String, List<Drained>> wide = new LinkedHashMap<>();

    @Override
    public List<Row> measure(Bench bench) throws Exception {
        Backlog alone = backlog(bench, List.of(CLIENT_ID), SampleReading.filter());
        Backlog shared = backlog(bench, sharing(), "$share/group/" + SampleReading.filter());
        Map<String, Contestant> contestants = new LinkedHashMap<>();
        contestants.put(OURS, new Ours("client_id: " + CLIENT_ID));
        contestants.put(PAHO, new StockPaho(CLIENT_ID));
        bench.telegraf().ifPresent(program -> contestants.put(TELEGRAF, new Telegraf(program, CLIENT_ID)));
        var together = new Ours("client_id: " + CLIENT_ID + ", share: group, connections: " + SHARING);
        for (int round = 1; round <= bench.scale().rounds(); round++) {
            for (var contestant : contestants.entrySet()) {
                drain(bench, contestant.getKey(), contestant.getValue(), alone, DEFAULT_WINDOW);
            }
            drain(bench, SHARED, together, shared, DEFAULT_WINDOW);
        }
        for (var contestant : contestants.entrySet()) {
            drain(bench, contestant.getKey(), contestant.getValue(), alone, WIDE_WINDOW);
        }
        return rows();
    }

    private static Backlog backlog(Bench bench, List<String> clientIds, String filter) throws Exception {
        bench.say("filling a backlog of " + bench.scale().backlog() + " for " + clientIds);
        var wish = new Backlog.Wish(bench.scale().backlog(), 1_000, 100, clientIds, filter);
        return Backlog.fill(bench.workplace().folder("backlog"), wish, bench.clock());
    }

    private static List<String> sharing() {
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= SHARING; i++) {
            ids.add(CLIENT_ID + "-" + i);
        }
        return ids;
    }

    private void drain(Bench bench, String name, Contestant contestant, Backlog backlog, int window) throws Exception {
        Path folder = bench.workplace().folder("broker");
        Drained drained;
        try (Mosquitto broker = bench.workplace().keep(backlog.serve(folder, window))) {
            drained = contestant.drain(bench, broker, backlog.messages());
        }
        long left = Files.size(folder.resolve(backlog.file().getFileName()));
        if (left > Files.size(backlog.file()) / DRAINED) {
            throw new IllegalStateException(
                    name + " left messages unacknowledged: the broker still keeps " + left + " bytes");
        }
        bench.say("window " + window + ", " + name + ": " + drained);
        (window == DEFAULT_WINDOW ? narrow : wide)
                .computeIfAbsent(name, first -> new ArrayList<>())
                .add(drained);
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        Row.Target half = Row.Target.atLeast(1.5, " ×");
        rows.add(row("subscriber, window of 20", narrow, OURS, PAHO, half));
        rows.add(row("subscriber, window of 20", narrow, OURS, TELEGRAF, half));
        rows.add(Row.against(
                "subscriber, processor time for a message",
                "µs",
                cpu(narrow, OURS),
                TELEGRAF,
                cpu(narrow, TELEGRAF),
                Row.Target.atMost(1, " ×")));
        rows.add(row("subscriber, 4 connections of a group", narrow, SHARED, PAHO, Row.Target.NONE));
        rows.add(row("subscriber, 4 connections of a group", narrow, SHARED, TELEGRAF, Row.Target.NONE));
        rows.add(row("subscriber, window of 1 000, once", wide, OURS, PAHO, Row.Target.NONE));
        rows.add(row("subscriber, window of 1 000, once", wide, OURS, TELEGRAF, Row.Target.NONE));
        return rows;
    }

    private static Row row(String what, Map<String, List<Drained>> of, String ours, String peer, Row.Target target) {
        return Row.against(what, "/s", rate(of, ours), peer, rate(of, peer), target)
                .cpu(cpu(of, ours), cpu(of, peer));
    }

    private static double rate(Map<String, List<Drained>> of, String name) {
        return median(of, name, Drained::perSecond);
    }

    private static double cpu(Map<String, List<Drained>> of, String name) {
        return median(of, name, Drained::cpuMicros);
    }

    private static double median(Map<String, List<Drained>> of, String name, ToDoubleFunction<Drained> value) {
        return Median.of(of.getOrDefault(name, List.of()).stream()
                .map(value::applyAsDouble)
                .toList());
    }
}
