package org.citygauge.aggregator.projection;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.citygauge.aggregator.archive.Commit;
import org.citygauge.aggregator.archive.Follower;
import org.citygauge.aggregator.archive.Generations;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.archive.Stretch;
import org.citygauge.aggregator.hour.HourCursor;
import org.citygauge.aggregator.journal.Position;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Register;
import org.jspecify.annotations.Nullable;

/**
 * Which readings of registered sensors are to be copied next: those that arrived. What waits is one stretch of time for each series,
 * however long nobody takes it; the oldest goes first, and in between what arrived since the last step. After a restart the readings
 * from the last noted hour on are shown again. Belongs to one thread.
 */
public final class ArrivedReadings {
    private static final int SERIES_A_STEP = 256;
    private static final String MADE_FOR = " made for";
    private static final String REACHED = " reached";

    private final SensorHours.Readings from;
    private final Supplier<Register> register;
    private final InstantSource clock;
    private final Follower follower;
    private final StepWidth width = new StepWidth();
    private long noted;
    private @Nullable Pass pass;

    /** Takes readings. */
    public interface Sink {
        /**
         * A reading.
         *
         * @param number its place among those of the same series and instant
         */
        void accept(Series series, HourCursor reading, int number);

        /** All that were accepted are to be safe when this returns. */
        void flush();
    }

    private static final class Pass {
        private final Position upTo;
        private final long reached;
        private final Map<Series, Stretch> left;

        Pass(Position upTo, long reached, Map<Series, Stretch> left) {
            this.upTo = upTo;
            this.reached = reached;
            this.left = left;
        }
    }

    /**
     * Follows the readings, from the running hour on where there was no earlier one of this name and target. Blocks.
     *
     * @param target where the copy is
     */
    public ArrivedReadings(
            SensorHours.Readings from, Supplier<Register> register, String name, String target, InstantSource clock) {
        this.from = from;
        this.register = register;
        this.clock = clock;
        follower = new Follower(name, true);
        boolean goesOn =
                from.archive().note(name + MADE_FOR).filter(target::equals).isPresent();
        noted = goesOn
                ? from.archive().note(name + REACHED).map(Long::parseLong).orElseGet(this::hour)
                : hour();
        follower.past(noted);
        if (goesOn) {
            follower.add(from.archive().past(name));
        } else {
            from.archive().pastDone(name, from.takenIn().get());
            from.archive().putNote(name + REACHED, Long.toString(noted));
            from.archive().putNote(name + MADE_FOR, target);
        }
        from.store().tell(follower);
        follower.add(since(noted, Long.MAX_VALUE));
    }

    private long hour() {
        return from.hours().startOf(MicroTime.of(clock.instant()));
    }

    private Map<Integer, Stretch> since(long begin, long end) {
        var told = new HashMap<Integer, Stretch>();
        for (String sensor : from.store().sensors()) {
            for (Series series : from.store().ofSensor(sensor)) {
                if (series.newestMicros() >= begin && series.oldestMicros() < end) {
                    told.put(series.id(), new Stretch(begin, Math.min(end - 1, series.newestMicros())));
                }
            }
        }
        return told;
    }

    /** All readings from {@code start} to {@code end} are to be shown once more, also after a restart. Safe for use by many threads. */
    public void again(Instant start, Instant end) {
        Map<Integer, Stretch> told = since(MicroTime.of(start), MicroTime.of(end));
        var behindThePass = new Position(from.takenIn().get().value() + 1);
        from.archive().addPast(new Commit.Past(follower.name(), told), behindThePass);
        follower.add(told);
    }

    /**
     * Shows the next of them.
     *
     * @return whether there were any
     */
    public boolean step(Sink sink) {
        Pass running = pass;
        if (running == null) {
            return begin(sink);
        }
        if (follower.isTold()) {
            Map<Integer, Stretch> fresh = follower.take(); // what is live does not wait for what is old
            showOrPutBack(fresh, sink);
        }
        goOn(running, sink);
        return true;
    }

    private boolean begin(Sink sink) {
        long hour = hour();
        if (!follower.isTold() && hour <= noted) {
            return false;
        }
        long reached = Math.max(noted, hour);
        follower.past(reached); // what is told from now on is kept, and what was told before belongs to this pass
        Position upTo = from.takenIn().get();
        var begun = new Pass(upTo, reached, registered(follower.take()));
        pass = begun;
        goOn(begun, sink);
        return true;
    }

    private Map<Series, Stretch> registered(Map<Integer, Stretch> told) {
        var found = new HashMap<Series, Stretch>();
        told.forEach((id, stretch) -> {
            Series series = from.store().series(id);
            if (!register.get().rowsOf(series.sensor()).isEmpty()) {
                found.put(series, stretch);
            }
        });
        return found;
    }

    private void showOrPutBack(Map<Integer, Stretch> told, Sink sink) {
        try {
            show(registered(told), sink);
        } catch (RuntimeException failed) {
            follower.add(told);
            throw failed;
        }
    }

    private void goOn(Pass running, Sink sink) {
        if (!running.left.isEmpty()) {
            step(running, sink);
        }
        if (running.left.isEmpty()) {
            from.archive().pastDone(follower.name(), running.upTo);
            if (running.reached > noted) {
                noted = running.reached;
                from.archive().putNote(follower.name() + REACHED, Long.toString(noted));
            }
            pass = null;
        }
    }

    private void step(Pass running, Sink sink) {
        long oldest =
                running.left.values().stream().mapToLong(Stretch::from).min().orElse(0);
        long until = oldest + width.micros();
        Map<Series, Stretch> now = new HashMap<>();
        List<Series> next = new ArrayList<>(running.left.keySet());
        next.sort(Comparator.comparingInt(Series::id));
        for (Series series : next) {
            Stretch stretch = running.left.getOrDefault(series, Stretch.at(until));
            if (stretch.from() < until && now.size() < SERIES_A_STEP) {
                now.put(series, new Stretch(stretch.from(), Math.min(stretch.to(), until - 1)));
            }
        }
        width.showed(show(now, sink));
        now.forEach((series, done) -> running.left.computeIfPresent(
                series, (key, stretch) -> stretch.to() > done.to() ? new Stretch(done.to() + 1, stretch.to()) : null));
    }

    private long show(Map<Series, Stretch> stretches, Sink sink) {
        long begin = stretches.values().stream().mapToLong(Stretch::from).min().orElse(0);
        long end = stretches.values().stream().mapToLong(Stretch::to).max().orElse(-1);
        var shown = new long[1];
        Map<Series, long[]> instants = new HashMap<>();
        Generations counting = from.store().closed().open();
        from.store().visitAll(stretches.keySet(), begin, end + 1, counting, (series, reading) -> {
            Stretch own = stretches.getOrDefault(series, new Stretch(1, 1));
            long time = reading.timeMicros();
            if (time >= own.from() && time <= own.to()) {
                long[] instant = instants.computeIfAbsent(series, key -> new long[] {Long.MIN_VALUE, 0});
                instant[1] = instant[0] == time ? instant[1] + 1 : 0;
                instant[0] = time;
                shown[0]++;
                sink.accept(series, reading, (int) instant[1]);
            }
        });
        sink.flush();
        return shown[0];
    }
}
