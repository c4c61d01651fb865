package org.citygauge.gateway.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.aggregator.closing.YearInputs;
import org.citygauge.aggregator.engine.Books;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.evaluation.Flag;
import org.citygauge.aggregator.evaluation.ReportingCalendar;
import org.citygauge.aggregator.evaluation.SensorRecord;
import org.citygauge.aggregator.evaluation.SensorTrace;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.figure.Figure;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.figure.NotAvailable;
import org.citygauge.aggregator.live.YearPicture;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.gateway.config.Checked;
import org.citygauge.gateway.ledger.Content;
import org.citygauge.gateway.ledger.EvidenceRef;
import org.citygauge.gateway.ledger.FigureHistory;
import org.citygauge.gateway.ledger.FigureState;
import org.citygauge.gateway.ledger.FigureVersion;
import org.citygauge.gateway.ledger.Source;
import org.citygauge.gateway.registry.RegisterReader;
import org.citygauge.gateway.snapshot.bag.SigningKey;
import org.citygauge.gateway.snapshot.content.About;
import org.citygauge.gateway.snapshot.content.PackageContent;
import org.citygauge.gateway.snapshot.content.Recorded;
import org.citygauge.gateway.snapshot.table.FigureRows;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.catalogue.CatalogueLoad;
import org.citygauge.indicators.catalogue.CatalogueText;
import org.citygauge.indicators.catalogue.Catalogues;
import org.citygauge.indicators.measure.MeasureId;

/** A closed year of a small city with sensors of every kind, figures in versions and evidence; to be changed a little, and packed. */
public final class PackedYear {
    static final byte[] EVIDENCE = "so many people\n".getBytes(UTF_8);
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final String ASSETS = """
            id,class,name,weight,latitude,longitude,in_service_from,in_service_to,owner
            "#grid",grid_supply_point,"Umspannwerk, Süd",,,,,,city
            roof,local_generator,=1+1,,,,,,
            feed,grid_export_point,"a ""b"" c",,,,,,
            park-1,parking_facility,P1,100,,,,,
            park-2,parking_facility,P2,50.5,,,,,
            server,it_system,S,,,,,,
            """;
    private static final String SENSORS = """
            id,asset,quantity,unit,kind,expected_interval,valid_from,valid_to,min,max,max_rate,opening,rollover,hold
            grid,"#grid",energy,kW.h,counter,PT1H,,2025-07-01,,,,,,
            grid,"#grid",energy,MW.h,counter,PT1H,2025-07-01,,,,,,,
            roof,roof,energy,GJ,counter,PT15M,,,,,,,,
            feed,feed,energy,kW.h,counter,PT1H,,,,,,,,
            =bay,park-1,occupancy,{space},gauge,PT15M,,,,,,,,
            bay-2,park-2,occupancy,{space},gauge,PT15M,,,,,,,,
            state,server,outage,1,state,PT1H,,,,,,,,PT6H
            """;
    private static final String OWN = """
            bindings:
              labour_force_ict: {sensors: {class: parking_facility, quantity: occupancy}}
            """;

    int year = 2025;
    int revision = 1;
    String assets = ASSETS;
    BigDecimal gridGrowth = new BigDecimal("123456.789");
    String population = "120000";
    String libraryTitles = "240000";
    String cityId = "small.town";
    String cityName = "Kleinstadt \u03a9 \"x\" <y>";

    /** What its catalogue is. */
    static Catalogue catalogue() {
        return switch (Catalogues.extend(Catalogues.iso37122(), List.of(new CatalogueText("own.yaml", OWN)))) {
            case CatalogueLoad.Loaded(Catalogue loaded) -> loaded;
            case CatalogueLoad.Faulty(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private Register register() {
        var reader = new RegisterReader(ZONE, catalogue());
        return switch (reader.read("", assets.getBytes(UTF_8), SENSORS.getBytes(UTF_8))) {
            case Checked.Valid<Register>(Register register) -> register;
            case Checked.Invalid<Register>(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private SensorRecord record(Sensor sensor) {
        boolean state = sensor.id().equals("state");
        Instant end = LocalDate.of(year + 1, 1, 1).atStartOfDay(ZONE).toInstant();
        Instant last = sensor.id().equals("bay-2") ? end.minus(Duration.ofDays(2)) : end.minusMillis(1);
        var growth = sensor.id().equals("grid") ? gridGrowth : new BigDecimal("77.5");
        var contribution = new Contribution(
                8000,
                new BigDecimal("1234.5678901234567890123"),
                Optional.of(new BigDecimal("-1.5")),
                Optional.of(new BigDecimal("99")),
                growth,
                state
                        ? Map.of(
                                BigDecimal.ONE, new Contribution.Stay(Duration.ofSeconds(7200, 500_000_000), 3),
                                BigDecimal.ZERO, new Contribution.Stay(Duration.ofDays(300), 4))
                        : Map.of(),
                Optional.of(new Contribution.Point(Instant.parse(year + "-01-05T00:00:00.000001Z"), BigDecimal.ONE)),
                Optional.of(new Contribution.Point(last, new BigDecimal("42.10"))),
                8000,
                8760,
                sensor.id().equals("roof") ? Map.of(Flag.GLITCH, 2L, Flag.COUNTER_RESET, 1L) : Map.of());
        return new SensorRecord(
                sensor,
                contribution,
                MicroTime.of(last),
                new SensorTrace(3, Duration.ofMinutes(150), 8001, "ab".repeat(32)));
    }

    private static EvidenceRef evidence() {
        return new EvidenceRef("census \u00e4.txt", "text/plain", sha256(EVIDENCE));
    }

    private List<FigureHistory> histories() {
        var source = new Source("=Statistics, office", "Census \u00e4", "https://example.org/a?b=c");
        var draft = new Content(
                Optional.of(new BigDecimal("119000")),
                "{person}",
                year,
                source,
                "counted",
                "first\nguess",
                Optional.empty(),
                Optional.of(LocalDate.of(year, 12, 31)),
                List.of(evidence()));
        var content = new Content(
                Optional.of(new BigDecimal(population)),
                "",
                year,
                source,
                "counted",
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(evidence()));
        var none = new Content(
                Optional.empty(),
                "",
                year,
                Source.NONE,
                "",
                "",
                Optional.of("nobody counts, \"yet\""),
                Optional.empty(),
                List.of());
        Content titles = Content.of(new BigDecimal(libraryTitles), "", year);
        return FigureHistory.of(List.of(
                version(1, "population", draft, FigureState.DRAFT),
                version(2, "population", content, FigureState.DRAFT),
                version(10, "population", content, FigureState.APPROVED),
                version(11, "labour_force", none, FigureState.APPROVED),
                version(13, "library_titles", titles, FigureState.APPROVED)));
    }

    private FigureVersion version(long number, String measure, Content content, FigureState state) {
        return new FigureVersion(
                number,
                new MeasureId(measure),
                year,
                content,
                state,
                Instant.parse("2026-01-10T10:00:00Z").plusSeconds(number),
                number < 10 ? "ed" : "ann",
                number < 10 ? "" : "seen");
    }

    private Figures figures() {
        return new Figures(
                List.of(
                        new Figure(
                                new MeasureId("population"),
                                year,
                                new BigDecimal(population),
                                "{person}",
                                "=Statistics, office, Census \u00e4",
                                Optional.empty(),
                                ""),
                        new Figure(
                                new MeasureId("library_titles"),
                                year,
                                new BigDecimal(libraryTitles),
                                "{title}",
                                "",
                                Optional.empty(),
                                ""),
                        new Figure(
                                new MeasureId("final_energy_use_total"),
                                year,
                                new BigDecimal("1234.000000000000000000000001"),
                                "GJ",
                                "utility",
                                Optional.empty(),
                                "n")),
                List.of(new NotAvailable(new MeasureId("labour_force"), year, "nobody counts, \"yet\"")));
    }

    private static String sha256(byte[] bytes) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What goes into the package. */
    PackageContent content(boolean compared) {
        YearPicture picture = picture();
        About about = About.of(
                new About.CityName(cityId, cityName, "EUR"),
                picture,
                closing -> new About.AuditPoint(41, "cd".repeat(32)));
        Optional<YearState> before = Optional.empty();
        if (compared) {
            var earlier = new PackedYear();
            earlier.year = year - 1;
            earlier.gridGrowth = new BigDecimal("100000");
            before = Optional.of(earlier.picture().state());
        }
        String name = FigureRows.fileName(evidence());
        return new PackageContent(
                about,
                picture,
                FigureRows.of(picture.inputs().figures(), histories()),
                List.of(new PackageContent.Evidence() {
                    @Override
                    public String name() {
                        return name;
                    }

                    @Override
                    public void to(java.io.OutputStream out) throws IOException {
                        out.write(EVIDENCE);
                    }
                }),
                before);
    }

    private YearPicture picture() {
        Register register = register();
        var calendar = new ReportingCalendar(ZONE, MonthDay.of(1, 1));
        var inputs = new YearInputs(catalogue(), calendar, 3, Duration.ofDays(3), register, figures());
        var closing = new Closing(
                revision,
                year,
                revision,
                Instant.parse("2026-02-03T04:05:06Z"),
                "ann",
                revision == 1 ? "" : "late meters");
        var records = new ArrayList<SensorRecord>();
        register.sensors().stream()
                .filter(sensor -> sensor.validity().overlaps(calendar.span(year)))
                .forEach(sensor -> records.add(record(sensor)));
        var empty = new YearPicture(
                new YearState(year, calendar.span(year).to(), List.of(), Map.of()),
                inputs,
                records,
                Books.ofSources(Map.of()),
                Optional.of(closing));
        About about = About.of(
                new About.CityName("small.town", cityName, "EUR"),
                empty,
                its -> new About.AuditPoint(41, "cd".repeat(32)));
        return new YearPicture(
                new Recorded(about, inputs, records).state(), inputs, records, empty.books(), Optional.of(closing));
    }

    /** Packs it, signed with the key in a file, which is made where there is none. */
    Path pack(Path folder, String name, Path key) {
        return pack(content(true), folder, name, key);
    }

    static Path pack(PackageContent content, Path folder, String name, Path key) {
        try {
            Path files = Files.createTempDirectory(folder, "files");
            Path zip = folder.resolve(name);
            YearPackage.write(content, SigningKey.readOrMake(key), files, zip, () -> {});
            return zip;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
