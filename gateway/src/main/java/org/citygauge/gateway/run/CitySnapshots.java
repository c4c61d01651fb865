package org.citygauge.gateway.run;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.live.LiveCity;
import org.citygauge.aggregator.live.YearPicture;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.ledger.AuditEntry;
import org.citygauge.gateway.ledger.EvidenceRef;
import org.citygauge.gateway.ledger.FigureHistory;
import org.citygauge.gateway.ledger.Ledger;
import org.citygauge.gateway.snapshot.SnapshotRefused;
import org.citygauge.gateway.snapshot.Snapshots;
import org.citygauge.gateway.snapshot.content.About;
import org.citygauge.gateway.snapshot.content.PackageContent;
import org.citygauge.gateway.snapshot.table.FigureRows;
import org.citygauge.gateway.snapshot.table.Words;

/** What packages of a running city are made of. */
record CitySnapshots(LiveCity city, Ledger ledger, Configuration.City its) implements Snapshots.Source {
    /** A level may be carried forward from so many years before. */
    private static final int YEARS_BACK = 2;

    static Snapshots open(LiveCity city, Ledger ledger, Configuration configuration) {
        Path data = configuration.data();
        return new Snapshots(
                new CitySnapshots(city, ledger, configuration.city()),
                configuration.signingKey().orElseGet(() -> data.resolve("keys").resolve("signing-key.pem")),
                data.resolve("snapshot"));
    }

    @Override
    public Future<Callable<PackageContent>> content(int year, boolean draft) {
        Optional<Closing> closed = newest(year, Integer.MAX_VALUE);
        if (!draft && closed.isEmpty()) {
            throw new SnapshotRefused("The year " + year + " is not closed. Close it (citygauge close-year " + year
                    + "), or ask for a draft (--draft).");
        }
        if (draft && closed.isPresent()) {
            throw new SnapshotRefused(
                    "The year " + year + " is closed, so there is no draft of it; leave out --draft.");
        }
        Future<YearPicture> picture =
                closed.map(closing -> city.picture(year, closing.revision())).orElseGet(() -> city.picture(year));
        return picture.compose(made ->
                before(year, closed).map(before -> () -> content(made, before.filter(CitySnapshots::hasAnyValue))));
    }

    /** The newest revision of a year, of those closed before closing number {@code before}. */
    private Optional<Closing> newest(int year, int before) {
        return city.closings().stream()
                .filter(closing -> closing.year() == year && closing.number() < before)
                .max(Comparator.comparingInt(Closing::revision));
    }

    /** The year before: of a closed year as it was closed by then, so that the same closing is compared with the same numbers. */
    private Future<Optional<YearState>> before(int year, Optional<Closing> closed) {
        if (closed.isEmpty()) {
            return city.year(Optional.of(year - 1), Optional.empty()).map(Optional::of);
        }
        return newest(year - 1, closed.get().number())
                .map(closing -> city.revision(year - 1, closing.revision(), Optional.empty())
                        .map(Optional::of))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    private static boolean hasAnyValue(YearState state) {
        return state.indicators().stream().anyMatch(one -> Words.value(one).isPresent());
    }

    private PackageContent content(YearPicture picture, Optional<YearState> before) {
        int year = picture.state().year();
        Optional<Instant> known = picture.closing().map(Closing::time);
        List<FigureHistory> histories = ledger.figures().histories(known).stream()
                .filter(history -> history.key().year() <= year && history.key().year() >= year - YEARS_BACK)
                .toList();
        var files = new TreeMap<String, EvidenceRef>();
        histories.stream()
                .flatMap(history -> history.versions().stream())
                .flatMap(version -> version.content().evidence().stream())
                .forEach(file -> files.put(FigureRows.fileName(file), file));
        var name = new About.CityName(its.id(), its.name(), its.currency());
        return new PackageContent(
                About.of(name, picture, this::audit),
                picture,
                FigureRows.of(ofYears(picture.inputs().figures(), year - YEARS_BACK, year), histories),
                files.entrySet().stream()
                        .<PackageContent.Evidence>map(
                                file -> new Proof(file.getKey(), file.getValue().sha256(), ledger))
                        .toList(),
                before);
    }

    private About.AuditPoint audit(Closing closing) {
        AuditEntry entry = ledger.closings().entry(closing);
        return new About.AuditPoint(entry.seq(), entry.hash());
    }

    private static Figures ofYears(Figures figures, int first, int last) {
        return new Figures(
                figures.all().stream()
                        .filter(one -> one.year() >= first && one.year() <= last)
                        .toList(),
                figures.notAvailable().stream()
                        .filter(one -> one.year() >= first && one.year() <= last)
                        .toList());
    }

    /** A file of the ledger. */
    private record Proof(String name, String sha256, Ledger ledger) implements PackageContent.Evidence {
        @Override
        public void to(OutputStream out) throws IOException {
            ledger.evidence().copy(sha256, out);
        }
    }
}
