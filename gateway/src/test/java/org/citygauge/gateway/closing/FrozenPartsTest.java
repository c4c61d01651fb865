package org.citygauge.gateway.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.citygauge.aggregator.closing.Changes;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.aggregator.closing.FrozenYear;
import org.citygauge.aggregator.closing.YearInputs;
import org.citygauge.aggregator.engine.Books;
import org.citygauge.aggregator.evaluation.LookAhead;
import org.citygauge.aggregator.evaluation.ReportingCalendar;
import org.citygauge.aggregator.figure.Figure;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.figure.NotAvailable;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Register;
import org.citygauge.gateway.config.Checked;
import org.citygauge.gateway.ledger.Ledger;
import org.citygauge.gateway.registry.RegisterReader;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.catalogue.Catalogues;
import org.citygauge.indicators.measure.MeasureId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is frozen is read back as it was, also from a ledger that was closed and opened. */
class FrozenPartsTest {
    private static final ReportingCalendar CALENDAR =
            new ReportingCalendar(ZoneId.of("Australia/Lord_Howe"), MonthDay.of(7, 1));
    private static final String ASSETS = """
            id,class,name,weight,latitude,longitude,in_service_from,in_service_to,colour
            p-1,parking_facility,"Old Market, north",12.50,51.05,13.74,2020-01-01,,red
            p-2,parking_facility,,,,,,2025-03-01,
            """;
    private static final String SENSORS = """
            id,asset,quantity,unit,kind,expected_interval,valid_from,valid_to,min,max,max_rate,opening,rollover,hold
            s-1,p-1,occupied,{space},state,PT15M,,2025-01-01,,,,,,PT2H
            s-1,p-1,occupied,{space},state,PT90M,2025-01-01,,,,,,,
            m-1,p-2,energy,kWh,counter,,,,0,1000,0.5,17.25,99999,
            """;

    @TempDir
    Path data;

    private static Register register(Catalogue catalogue) {
        return switch (new RegisterReader(CALENDAR.zone(), catalogue)
                .read("", ASSETS.getBytes(StandardCharsets.UTF_8), SENSORS.getBytes(StandardCharsets.UTF_8))) {
            case Checked.Valid<Register>(Register register) -> register;
            case Checked.Invalid<Register>(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private static FrozenYear frozen() {
        Catalogue catalogue = Catalogues.iso37122();
        var population = new MeasureId("population");
        var figures = new Figures(
                List.of(new Figure(
                        population,
                        2025,
                        new BigDecimal("1.0000000000000000000000000000001E+7"),
                        "{person}",
                        "registry \"A\"",
                        Optional.of(LocalDate.of(2025, 6, 30)),
                        "")),
                List.of(new NotAvailable(population, 2024, "the archive burnt")));
        var books = new Books.SourceBooks(
                new Books.Messages(7, 5, Map.of("malformed", 2L), 0),
                new Books.Readings(9, 6, 2, Map.of("future", 1L)));
        return new FrozenYear(
                new YearInputs(catalogue, CALENDAR, 4, Duration.ofHours(30), register(catalogue), figures),
                new Books(books.messages(), books.readings(), Map.of("http", books)),
                new LookAhead(
                        MicroTime.of(CALENDAR.span(2025).to()),
                        List.of(new LookAhead.Following(
                                "m-1", "energy", List.of(new LookAhead.Value(new BigDecimal("3E-7"), "Wh"))))));
    }

    @Test
    void aFrozenYearIsReadBackAsItWas() {
        FrozenYear was = frozen();
        Map<String, byte[]> parts = FrozenParts.write(was);
        FrozenYear is = FrozenParts.read(2025, name -> Objects.requireNonNull(parts.get(name)));

        assertThat(is.inputs().catalogue()).isEqualTo(was.inputs().catalogue());
        assertThat(is.inputs().calendar()).isEqualTo(CALENDAR);
        assertThat(is.inputs().liveFactor()).isEqualTo(4);
        assertThat(is.inputs().stuckAfter()).isEqualTo(Duration.ofHours(30));
        assertThat(is.inputs().register().assets())
                .isEqualTo(was.inputs().register().assets());
        assertThat(is.inputs().register().sensors())
                .isEqualTo(was.inputs().register().sensors());
        assertThat(is.inputs().register().hasColumn("colour")).isTrue();
        assertThat(is.inputs().figures().all()).isEqualTo(was.inputs().figures().all());
        assertThat(is.inputs().figures().notAvailable())
                .isEqualTo(was.inputs().figures().notAvailable());
        assertThat(is.books()).isEqualTo(was.books());
        assertThat(is.lookAhead().all().getFirst().values().getFirst().value()).isEqualByComparingTo("3E-7");
        assertThat(is.lookAhead().all().getFirst().values().getFirst().unit()).isEqualTo("Wh");

        var changes = new Changes(is.inputs(), was.inputs(), 2025);
        assertThat(changes.register()).isEmpty();
        assertThat(changes.figures()).isEmpty();
        assertThat(changes.catalogue()).isEmpty();
    }

    @Test
    void aLedgerKeepsClosingsAndWhatTheyCameTo() {
        try (Ledger ledger = Ledger.open(data, () -> Instant.EPOCH)) {
            var closings = new LedgerClosings(ledger.closings());
            closings.add(2025, "ann", "", frozen());
            Closing second = closings.add(2025, "bob", "a late meter", frozen());
            closings.keepResult(second, "abc");
        }
        try (Ledger ledger = Ledger.open(data, () -> Instant.EPOCH)) {
            var closings = new LedgerClosings(ledger.closings());
            assertThat(closings.all())
                    .containsExactly(
                            new Closing(1, 2025, 1, Instant.EPOCH, "ann", ""),
                            new Closing(2, 2025, 2, Instant.EPOCH, "bob", "a late meter"));
            assertThat(closings.span(closings.all().getFirst())).isEqualTo(CALENDAR.span(2025));
            assertThat(closings.frozen(closings.all().getLast())
                            .inputs()
                            .register()
                            .sensors())
                    .isEqualTo(frozen().inputs().register().sensors());
            assertThat(closings.result(closings.all().getFirst())).isEmpty();
            assertThat(closings.result(closings.all().getLast())).contains("abc");
        }
    }
}
