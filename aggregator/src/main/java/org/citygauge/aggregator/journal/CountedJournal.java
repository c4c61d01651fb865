package org.citygauge.aggregator.journal;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** A journal that knows how many messages of each source it took in since it was opened. */
public final class CountedJournal implements Journal {
    private final Journal journal;
    private final Map<String, LongAdder> appended = new ConcurrentHashMap<>();

    public CountedJournal(Journal journal) {
        this.journal = journal;
    }

    @Override
    public Future<Position> append(List<Message> messages) {
        Map<String, Long> counts = countBySource(messages); // now, while they are at hand
        return journal.append(messages)
                .onSuccess(position -> counts.forEach((source, count) ->
                        appended.computeIfAbsent(source, key -> new LongAdder()).add(count)));
    }

    private static Map<String, Long> countBySource(List<Message> messages) {
        String source = messages.isEmpty() ? "" : messages.getFirst().source();
        return messages.stream().allMatch(message -> message.source().equals(source))
                ? Map.of(source, (long) messages.size()) // what mostly is
                : messages.stream().collect(Collectors.groupingBy(Message::source, Collectors.counting()));
    }

    /** How many messages of {@code source} were appended through this object. */
    public long appended(String source) {
        LongAdder adder = appended.get(source);
        return adder == null ? 0 : adder.sum();
    }

    /** The sources that appended through this object. */
    public Iterable<String> sources() {
        return appended.keySet();
    }

    @Override
    public Optional<Batch> read(Position position, int maxMessages, Duration wait) throws InterruptedException {
        return journal.read(position, maxMessages, wait);
    }

    @Override
    public void consumed(Position position) {
        journal.consumed(position);
    }

    @Override
    public Position end() {
        return journal.end();
    }

    @Override
    public Map<String, Long> countAfter(Position position) {
        return journal.countAfter(position);
    }

    @Override
    public long bytes() {
        return journal.bytes();
    }

    @Override
    public Future<Void> room() {
        return journal.room();
    }

    @Override
    public Optional<String> heldBack() {
        return journal.heldBack();
    }

    @Override
    public void close() {
        journal.close();
    }
}
