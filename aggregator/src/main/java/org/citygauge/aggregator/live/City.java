package org.citygauge.aggregator.live;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.aggregator.engine.Books;
import org.citygauge.aggregator.engine.DeadLetter;
import org.citygauge.aggregator.engine.Receipt;
import org.citygauge.aggregator.engine.Replay;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.SensorShare;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.catalogue.IndicatorNumber;
import org.citygauge.indicators.measure.Measure;

/**
 * A running city, as the outside may ask it. Safe for use by many threads; nothing here blocks. Futures complete on the caller's
 * Vert.x context where there is one.
 */
public interface City {
    /** The current year as of the last evaluation: an immutable picture, at most a second old. */
    YearState now();

    /**
     * A year as of an instant.
     *
     * @param year the current one, or the one {@code at} lies in, when empty
     * @param at the year's end, or now if that is earlier, when empty
     * @return fails with {@link IllegalArgumentException} if the instant does not lie in the year
     */
    Future<YearState> year(Optional<Integer> year, Optional<Instant> at);

    /**
     * A year with all it is made of: up to its end, or now if that is earlier.
     *
     * @return fails with {@link IllegalArgumentException} if the year has not begun
     */
    Future<YearPicture> picture(int year);

    /**
     * A revision of a closed year, as {@link #picture(int)} shows the last one.
     *
     * @return fails with {@link IllegalArgumentException} if there is no such revision
     */
    Future<YearPicture> picture(int year, int revision);

    /**
     * A revision of a closed year as of its end, or an instant in it.
     *
     * @return fails with {@link IllegalArgumentException} if there is no such revision, or the instant does not lie in the year
     */
    Future<YearState> revision(int year, int revision, Optional<Instant> at);

    /** Every closing so far, by its number. */
    List<Closing> closings();

    /**
     * How a year stands, and what came for it since it was closed.
     *
     * @return fails with {@link IllegalArgumentException} if the year has not begun
     */
    Future<YearStanding> standing(int year);

    /**
     * Closes a year that is over: from now on it is answered from what is known and entered at this moment.
     *
     * @param actor who does it
     * @return on disk; fails with {@link org.citygauge.aggregator.closing.ClosingRefused} if it is not over, or closed already
     */
    Future<Closing> closeYear(int year, String actor);

    /**
     * Closes a closed year again, with what came since.
     *
     * @return on disk; fails with {@link org.citygauge.aggregator.closing.ClosingRefused} if it is not closed, or there is no reason
     */
    Future<Closing> restate(int year, String actor, String reason);

    /** The reporting year that {@code instant} lies in. */
    int yearOf(Instant instant);

    /**
     * Hears of every change of the current year, on a thread of the city's; must not block.
     *
     * @return ends the subscription when run
     */
    Runnable onChange(Consumer<List<IndicatorState>> listener);

    /** The books at this moment. */
    Books books();

    /**
     * Appends a message to the journal and waits until it was taken in.
     *
     * @return what became of its readings; fails with {@link org.citygauge.aggregator.journal.JournalFull} like an append
     */
    Future<Receipt> store(Message message);

    /**
     * @param state only those in this state
     * @param next from {@link Page#next()}, or empty to begin
     */
    Future<Page<SensorStatus>> sensors(Optional<SensorStatus.State> state, int limit, Optional<String> next);

    /** Every row and quantity known of one sensor; empty when nothing is. */
    Future<List<SensorStatus>> sensor(String id);

    /** What a sensor gave in a year, for each row of the register that speaks for it then; empty when none does. */
    Future<List<SensorYear>> summary(String sensor, Optional<Integer> year);

    /**
     * What rows of the register brought into a measure in a year, up to its end, or now if that is earlier.
     *
     * @param rows of those the measure is made of
     */
    Future<List<SensorShare>> shares(Measure measure, List<Sensor> rows, int year);

    /**
     * What a sensor sent, ordered by time.
     *
     * @param quantity only what was sent as this one
     * @param next from {@link Page#next()}, or empty to begin
     * @return fails with {@link IllegalArgumentException} if {@code next} is none of ours
     */
    Future<Page<RawReading>> readings(
            String sensor, Optional<String> quantity, Span span, int limit, Optional<String> next);

    /**
     * An indicator of the catalogue at instants up to now, each as {@link #year} would show it.
     *
     * @param instants in order
     */
    Future<List<IndicatorState>> history(IndicatorNumber number, List<Instant> instants);

    /** The city's clock. */
    ZoneId zone();

    /** The first instant of a reporting year. */
    Instant yearStart(int year);

    Future<Page<AssetStatus>> assets(
            Optional<String> assetClass, Optional<Boolean> live, int limit, Optional<String> next);

    Future<Page<DeadLetter>> deadLetters(Optional<String> reason, int limit, Optional<String> next);

    /** Reads one dead letter again with today's mappings; fails with {@link java.util.NoSuchElementException} if there is none. */
    Future<Replay> replay(long deadLetter);

    /** Reads all dead letters again, or those of one reason. */
    Future<Replay> replayAll(Optional<String> reason);

    /** A row of the register and what its sensor gave in a year. */
    record SensorYear(Sensor sensor, int year, Contribution contribution) {}
}
