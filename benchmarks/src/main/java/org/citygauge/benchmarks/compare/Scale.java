package org.citygauge.benchmarks.compare;

/**
 * How much is measured.
 *
 * @param rounds measurements of each, of which the median is told
 * @param seconds of a run of the generator
 * @param backlog messages that wait at the broker
 * @param journal messages that are taken in after a crash
 * @param yearSensors sensors of the year that lies in the archive at a start
 * @param yearStepHours between two readings of one of them
 * @param manySeries registered series, compared with a thousand
 */
record Scale(int rounds, int seconds, int backlog, int journal, int yearSensors, int yearStepHours, int manySeries) {
    static final Scale FULL = new Scale(5, 6, 400_000, 2_000_000, 10_000, 4, 1_000_000);
    static final Scale QUICK = new Scale(1, 3, 100_000, 300_000, 1_000, 24, 50_000);

    Scale withRounds(int other) {
        return new Scale(other, seconds, backlog, journal, yearSensors, yearStepHours, manySeries);
    }

    Scale withSeconds(int other) {
        return new Scale(rounds, other, backlog, journal, yearSensors, yearStepHours, manySeries);
    }
}
