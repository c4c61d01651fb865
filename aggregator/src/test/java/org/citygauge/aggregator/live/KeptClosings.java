package org.citygauge.aggregator.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.aggregator.closing.Closings;
import org.citygauge.aggregator.closing.FrozenYear;
import org.citygauge.aggregator.register.Span;

/** Closings that outlive the city, and that fail when told to. */
final class KeptClosings implements Closings {
    private final List<Closing> all = new ArrayList<>();
    private final Map<Integer, FrozenYear> frozen = new HashMap<>();
    private final Map<Integer, String> results = new HashMap<>();
    private Fault fault = Fault.NONE;

    enum Fault {
        NONE,
        BEFORE_IT_IS_KEPT,
        AFTER_IT_IS_KEPT,
        BEFORE_THE_RESULT_IS_KEPT
    }

    synchronized void failOnce(Fault next) {
        fault = next;
    }

    private void failAt(Fault here) {
        if (fault == here) {
            fault = Fault.NONE;
            throw new IllegalStateException("as told: " + here);
        }
    }

    /** What a closing came to is not what it was. */
    synchronized void falsify(int number) {
        results.put(number, "0");
    }

    @Override
    public synchronized List<Closing> all() {
        return List.copyOf(all);
    }

    @Override
    public synchronized Span span(Closing closing) {
        return frozen(closing).inputs().calendar().span(closing.year());
    }

    @Override
    public synchronized FrozenYear frozen(Closing closing) {
        return Objects.requireNonNull(frozen.get(closing.number()));
    }

    @Override
    public synchronized Closing add(int year, String actor, String reason, FrozenYear itsFrozen) {
        failAt(Fault.BEFORE_IT_IS_KEPT);
        int revision = 1 + (int) all.stream().filter(one -> one.year() == year).count();
        var closing = new Closing(all.size() + 1, year, revision, Instant.EPOCH, actor, reason);
        all.add(closing);
        frozen.put(closing.number(), itsFrozen);
        failAt(Fault.AFTER_IT_IS_KEPT);
        return closing;
    }

    @Override
    public synchronized Optional<String> result(Closing closing) {
        return Optional.ofNullable(results.get(closing.number()));
    }

    @Override
    public synchronized void keepResult(Closing closing, String digest) {
        failAt(Fault.BEFORE_THE_RESULT_IS_KEPT);
        results.put(closing.number(), digest);
    }
}
