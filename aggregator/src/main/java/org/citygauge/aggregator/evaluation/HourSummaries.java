package org.citygauge.aggregator.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.hour.TimedValue;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;

/**
 * Hourly summaries of the rows of a register. What the archive keeps together is read once for all rows of a call; from one call to the
 * next it remembers where rows stood, so that who goes on hour by hour need not look back. Belongs to one thread.
 */
public final class HourSummaries {
    /** Rows beyond so many look back each time. */
    private static final int REMEMBERED = 100_000;

    private final CityHours hours;
    private final SensorReadings readings;
    private final HourWalk.Setting setting;
    private final LeadIn leadIn;
    private final IdentityHashMap<Sensor, HourWalk.Carry> carried = new IdentityHashMap<>();

    public HourSummaries(ReadingStore store, CityHours hours, YearEvaluator evaluator, Register register) {
        this.hours = hours;
        readings = new SensorReadings(store, register, () -> store.closed().open());
        setting = new HourWalk.Setting(hours, evaluator.calendar(), new UnitFactors());
        SensorFold.Weights weights = evaluator.weights(register);
        leadIn = new LeadIn(
                readings,
                hours,
                (row, start) -> new HourWalk(row, setting, new Norms(weights.of(row), evaluator.stuckAfter()), start));
    }

    /**
     * Hours of a row to be summed up.
     *
     * @param from the first instant, in microseconds, where its readings may have changed
     * @param to the last
     * @param corrects whether hours behind {@code to} are known already, so that those that change with these are shown, too
     */
    public record Job(Sensor row, long from, long to, boolean corrects) {}

    /** The series a row speaks for. */
    public List<Series> series(Sensor row) {
        return readings.series(row);
    }

    /** What is remembered of a row no longer holds. */
    public void forget(Sensor row) {
        carried.remove(row);
    }

    /**
     * Shows the hours with readings of all jobs, of which there is one a row, and those around them that change with them; those of one row in order.
     *
     * @param end where an hour begins that is not over yet, in microseconds: nothing is shown from there on
     */
    public void show(Collection<Job> jobs, long end, Consumer<HourSummary> each) {
        Map<Integer, List<Walked>> neighbours = new TreeMap<>();
        for (Job job : jobs) {
            List<Series> series = readings.series(job.row());
            long from = Math.max(
                    job.from(), SensorReadings.micros(job.row().validity().from()));
            if (series.isEmpty() || from >= end || from > job.to()) {
                continue;
            }
            var walked = new Walked(job, leadIn.begin(job.row(), from, carried.get(job.row())), end);
            if (series.size() == 1) {
                neighbours
                        .computeIfAbsent(series.getFirst().id() / Archive.SERIES_TOGETHER, key -> new ArrayList<>())
                        .add(walked);
            } else {
                readings.visit(job.row(), walked.walk.startMicros(), walked.stop, walked.walk::add);
                finish(walked, end, each);
            }
        }
        neighbours.values().forEach(together -> showTogether(together, end, each));
    }

    /** A job under way. */
    private final class Walked {
        private final Job job;
        private final HourWalk walk;
        /** Where the last hour of the job ends. */
        private final long stop;

        Walked(Job job, HourWalk walk, long end) {
            this.job = job;
            this.walk = walk;
            this.stop = Math.min(end, hours.endOf(Math.min(job.to, end - 1)));
        }

        void offer(TimedValue reading) {
            long time = reading.timeMicros();
            if (time >= walk.startMicros()
                    && time < stop
                    && time < SensorReadings.micros(job.row.validity().to())) {
                walk.add(reading);
            }
        }
    }

    private void showTogether(List<Walked> together, long end, Consumer<HourSummary> each) {
        Map<Series, List<Walked>> bySeries = new HashMap<>();
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (Walked walked : together) {
            Series series = readings.series(walked.job.row()).getFirst();
            bySeries.computeIfAbsent(series, key -> new ArrayList<>(1)).add(walked);
            from = Math.min(from, walked.walk.startMicros());
            to = Math.max(to, walked.stop);
        }
        readings.visitAll(
                bySeries.keySet(),
                from,
                to,
                (series, reading) -> bySeries.getOrDefault(series, List.of()).forEach(walked -> walked.offer(reading)));
        together.forEach(walked -> finish(walked, end, each));
    }

    private void finish(Walked walked, long end, Consumer<HourSummary> each) {
        Sensor row = walked.job.row();
        HourWalk walk = walked.walk;
        long reached = walked.stop;
        if (walked.job.corrects()) {
            var aftermath = new Aftermath(walk, hours);
            reached = aftermath.follow(readings, walked.stop, end);
        }
        carried.remove(row);
        if (carried.size() < REMEMBERED) {
            walk.carry().ifPresent(carry -> carried.put(row, carry));
        }
        walk.end(walk.waitingSince() == Long.MAX_VALUE ? List.of() : readings.following(row, reached), each);
    }
}
