package org.citygauge.aggregator.engine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.archive.ChangedSeries;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.evaluation.ReportingCalendar;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.register.Register;
import org.citygauge.indicators.catalogue.Catalogue;

/**
 * A city whose sums follow what it takes in, as those of the current year do, and that may crash at any time: what was not committed
 * comes again, as it would from the journal.
 */
final class FollowedCity implements AutoCloseable {
    private static final int MOST_CRASHES = 4;

    private final TestCity city;
    private final int year;
    private final Catalogue catalogue;
    private final Random random;
    private final List<Sent> journal = new ArrayList<>();
    private Instant now;
    private Register register;
    private YearFolds folds;
    private int committed;
    private int crashes;
    private Optional<ChangedSeries> told = Optional.empty();

    FollowedCity(
            Path folder,
            ReportingCalendar calendar,
            int year,
            Instant now,
            Register register,
            Catalogue catalogue,
            Random random) {
        this.city = new TestCity(folder, calendar);
        this.year = year;
        this.now = now;
        this.register = register;
        this.catalogue = catalogue;
        this.random = random;
        this.folds = city.folds(register, year, catalogue);
        folds.warm(now);
    }

    YearFolds folds() {
        return folds;
    }

    TestCity city() {
        return city;
    }

    /** Takes readings in, and now and then anything else happens. */
    void feed(List<Sent> readings) {
        for (Sent reading : readings) {
            take(reading);
            lookFurther();
            switch (random.nextInt(60)) {
                case 0, 1, 2 -> follow();
                case 3 -> commit(random.nextBoolean());
                case 4 -> keep();
                case 5 -> crash();
                case 6, 7 -> told = Optional.of(city.store().takeChanged());
                default -> {}
            }
        }
    }

    void take(Sent reading) {
        journal.add(reading);
        city.take(reading.receipt(), reading.line());
    }

    /** Follows what it was told of, and sees what came since, too, of which it will only hear afterwards. */
    private void lookFurther() {
        told.ifPresent(changed -> {
            folds.correct(changed);
            folds.moveTo(now);
        });
        told = Optional.empty();
    }

    void follow() {
        lookFurther();
        folds.correct(city.store().takeChanged());
        folds.moveTo(now);
    }

    void commit(boolean merge) {
        city.engine().commit(merge);
        committed = journal.size();
    }

    void keep() {
        follow();
        commit(false);
        city.archive().keepFolds(city.engine().committed(), folds.pages());
    }

    /** The clock is set. */
    void now(Instant changed) {
        now = changed;
        follow();
    }

    /** The files of the register change. */
    void register(Register changed) {
        register = changed;
        folds.register(changed);
        folds.warm(now);
    }

    private void crash() {
        if (crashes++ < MOST_CRASHES) {
            restart();
        }
    }

    void restart() {
        told = Optional.empty();
        city.restart();
        city.store().takeChanged();
        folds = city.folds(register, year, catalogue);
        Map<Series, Long> late = new HashMap<>();
        city.archive().folds(new Archive.FoldPages() {
            @Override
            public void begin(Map<Integer, Long> lateSince) {
                lateSince.forEach((series, from) -> late.put(city.store().series(series), from));
            }

            @Override
            public void page(byte[] page) {
                folds.restore(page, now);
            }
        });
        folds.correct(ChangedSeries.of(late));
        folds.warm(now);
        journal.subList(committed, journal.size()).forEach(again -> city.take(again.receipt(), again.line()));
        follow();
    }

    @Override
    public void close() {
        city.close();
    }
}
