package org.citygauge.aggregator.projection;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.archive.Commit;
import org.citygauge.aggregator.archive.Follower;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.archive.Stretch;
import org.citygauge.aggregator.evaluation.HourSummaries;
import org.citygauge.aggregator.evaluation.HourSummaries.Job;
import org.citygauge.aggregator.evaluation.HourSummary;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.journal.Position;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.jspecify.annotations.Nullable;

/**
 * Which hours of which sensors are to be copied next: those of all sensors that ended since the position, and those of single sensors
 * that changed afterwards. What changed is kept with the readings, so that nothing is missed across a crash. Each step is a part of
 * it that takes a second or so; a step that fails is done again. Belongs to one thread.
 */
public final class SensorHours {
    private static final int ROWS_A_STEP = 2_000;
    /** When more sensors changed, everything is done again. */
    private static final int ONE_BY_ONE = 50;

    private static final String MADE_FOR = " made for";
    private static final String REACHED = " reached";

    private final Readings from;
    private final Supplier<Register> registers;
    private final String target;
    private final InstantSource clock;
    private final Follower follower;
    private Register register;
    private HourSummaries ahead;
    private long reached;
    private @Nullable Pass pass;
    private final StepWidth width = new StepWidth();
    private final StepWidth correctedWidth = new StepWidth();
    private boolean startsOver;

    /** Takes summaries. */
    public interface Sink {
        void accept(HourSummary summary);

        /** All that were accepted are to be safe when this returns. */
        void flush();
    }

    /**
     * Where readings come from.
     *
     * @param takenIn how far the journal is taken in
     */
    public record Readings(
            Archive archive,
            ReadingStore store,
            CityHours hours,
            YearEvaluator evaluator,
            Supplier<Position> takenIn) {}

    /** Corrections under way: those told up to a place in the journal. */
    private static final class Pass {
        private final Position upTo;
        private final HourSummaries summaries;
        private List<Job> left;

        Pass(Position upTo, HourSummaries summaries, List<Job> left) {
            this.upTo = upTo;
            this.summaries = summaries;
            this.left = left;
        }
    }

    /**
     * Follows the readings from now on, and goes on where an earlier one of this name stopped; over a year anew if it was another target
     * or register. Blocks.
     *
     * @param target where the copy is
     */
    public SensorHours(Readings from, Supplier<Register> registers, String name, String target, InstantSource clock) {
        this.from = from;
        this.registers = registers;
        this.target = target;
        this.clock = clock;
        register = registers.get();
        ahead = summaries();
        follower = new Follower(name, false);
        startsOver = !from.archive.note(name + MADE_FOR).equals(Optional.of(madeFor()));
        reached = startsOver
                ? MicroTime.of(yearStart())
                : from.archive.note(name + REACHED).map(Long::parseLong).orElseGet(() -> MicroTime.of(yearStart()));
        follower.past(reached);
        follower.add(from.archive.past(name));
        from.store.tell(follower);
    }

    /** One that begins anew with the next one of its name: nobody follows until then. Blocks. */
    public static void forget(Archive archive, String name) {
        if (archive.note(name + MADE_FOR).filter(text -> !text.isEmpty()).isPresent()) {
            archive.putNote(name + MADE_FOR, "");
        }
    }

    private String madeFor() {
        return target + "|" + RegisterRows.digest(register) + "|" + from.evaluator.stuckAfter();
    }

    /** The start of the running year: what is older is shown only where it changes. */
    public Instant yearStart() {
        var calendar = from.evaluator.calendar();
        return calendar.span(calendar.yearOf(clock.instant())).from();
    }

    /** Whether there may be hours since the start of the year that no longer hold, and are to be deleted first. */
    public boolean startsOver() {
        return startsOver;
    }

    /** The class of the asset a sensor is on, or empty. */
    public String assetClass(Sensor row) {
        return register.asset(row.asset()).map(Asset::assetClass).orElse("");
    }

    /** What no longer holds is deleted. */
    public void deleted() {
        if (startsOver) {
            from.archive.pastDone(follower.name(), from.takenIn.get());
            from.archive.putNote(follower.name() + REACHED, Long.toString(reached));
            startsOver = false;
        }
        from.archive.putNote(follower.name() + MADE_FOR, madeFor());
    }

    private HourSummaries summaries() {
        return new HourSummaries(from.store, from.hours, from.evaluator, register);
    }

    private long hourStart(long micros) {
        return from.hours.startOf(micros);
    }

    /** All hours that ended by then are copied. */
    public Instant reached() {
        return MicroTime.instant(reached);
    }

    /**
     * The sensors whose rows in the register are no longer what they were. What there is of them since the start of the year is to be
     * deleted, and is shown again.
     */
    public Set<String> takeChangedSensors() {
        Register latest = registers.get();
        if (latest.equals(register)) {
            return Set.of();
        }
        Set<String> changed = RegisterRows.changed(register, latest);
        register = latest;
        ahead = summaries();
        Pass running = pass;
        if (running != null) {
            running.left.forEach(job -> tellAgain(job, running.summaries));
            pass = null;
        }
        if (changed.size() > ONE_BY_ONE) {
            startsOver = true;
            reached = MicroTime.of(yearStart());
            follower.past(reached);
            return Set.of();
        }
        long begin = MicroTime.of(yearStart());
        if (begin < reached && !changed.isEmpty()) {
            var told = new HashMap<Integer, Stretch>();
            changed.forEach(sensor -> from.store
                    .ofSensor(sensor)
                    .forEach(series -> told.put(series.id(), new Stretch(begin, reached - 1))));
            from.archive.addPast(new Commit.Past(follower.name(), told), from.takenIn.get());
            follower.add(told);
        }
        return changed;
    }

    private void tellAgain(Job job, HourSummaries summaries) {
        summaries
                .series(job.row())
                .forEach(series -> follower.add(Map.of(series.id(), new Stretch(job.from(), job.to()))));
    }

    /**
     * Shows the next hours of all sensors that ended.
     *
     * @return whether there were any
     */
    public boolean goOn(Sink sink) {
        long now = hourStart(MicroTime.of(clock.instant()));
        long end = Math.min(now, hourStart(reached + width.micros()));
        if (end <= reached) {
            return false;
        }
        follower.past(end); // before anything is read: what comes from now on is told, or seen
        show(ahead, jobs(reached, end), end, sink, width);
        reached = end;
        from.archive.putNote(follower.name() + REACHED, Long.toString(end));
        return true;
    }

    private static void show(HourSummaries summaries, List<Job> jobs, long end, Sink sink, StepWidth width) {
        var shown = new long[1];
        summaries.show(jobs, end, hour -> {
            shown[0]++;
            sink.accept(hour);
        });
        sink.flush();
        width.showed(shown[0]);
    }

    private List<Job> jobs(long begin, long end) {
        var jobs = new ArrayList<Job>();
        for (Sensor row : register.sensors()) {
            for (Series series : ahead.series(row)) {
                if (series.newestMicros() >= begin && series.oldestMicros() < end) {
                    jobs.add(new Job(row, begin, end - 1, false));
                    break;
                }
            }
        }
        return jobs;
    }

    /**
     * Shows hours that changed after they were shown.
     *
     * @return whether there were any
     */
    public boolean correct(Sink sink) {
        Pass running = pass == null ? begin() : pass;
        if (running == null) {
            return false;
        }
        if (!running.left.isEmpty()) {
            step(running, sink);
        }
        if (running.left.isEmpty()) {
            from.archive.pastDone(follower.name(), running.upTo);
            pass = null;
        }
        return true;
    }

    /** Shows once more the hours of all sensors that end after {@code start} up to {@code end}, as far as they were shown already. */
    public void again(Instant start, Instant end, Sink sink) {
        long begin = hourStart(MicroTime.of(start));
        long stop = Math.min(hourStart(MicroTime.of(end)), reached);
        if (begin < stop) {
            // Remembers nothing from one call to the next: what came late in between is there.
            show(summaries(), jobs(begin, stop), stop, sink, new StepWidth());
        }
    }

    private @Nullable Pass begin() {
        if (!follower.isTold()) {
            return null;
        }
        Position upTo = from.takenIn.get(); // what was taken in up to there, it was told
        HourSummaries summaries = summaries();
        var byRow = new IdentityHashMap<Sensor, Stretch>(); // a row may speak for two series
        follower.take().forEach((id, stretch) -> {
            Series series = from.store.series(id);
            for (Sensor row : register.rowsOf(series.sensor())) {
                if (summaries.series(row).contains(series) && stretch.from() < reached) {
                    byRow.merge(row, stretch, Stretch::with);
                }
            }
        });
        var jobs = new ArrayList<Job>(byRow.size());
        byRow.forEach(
                (row, stretch) -> jobs.add(new Job(row, stretch.from(), Math.min(stretch.to(), reached - 1), true)));
        jobs.sort(Comparator.comparingInt(
                job -> summaries.series(job.row()).getFirst().id())); // neighbours in the archive together
        pass = new Pass(upTo, summaries, jobs);
        return pass;
    }

    /** The oldest of what is left, and of that so many rows. */
    private void step(Pass running, Sink sink) {
        long oldest = running.left.stream().mapToLong(Job::from).min().orElse(reached);
        long until = hourStart(oldest + correctedWidth.micros());
        var now = new ArrayList<Job>();
        var later = new ArrayList<Job>();
        for (Job job : running.left) {
            if (job.from() >= until || now.size() >= ROWS_A_STEP) {
                later.add(job);
            } else if (job.to() < until) {
                now.add(job);
            } else {
                now.add(new Job(job.row(), job.from(), until - 1, false));
                later.add(new Job(job.row(), until, job.to(), true));
            }
        }
        now.forEach(job -> ahead.forget(job.row()));
        show(running.summaries, now, reached, sink, correctedWidth);
        running.left = later;
    }

    /** Whether something is left to be corrected. */
    public boolean isCorrecting() {
        return pass != null || follower.isTold();
    }
}
