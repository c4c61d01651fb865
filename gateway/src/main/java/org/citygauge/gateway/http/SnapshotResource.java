package org.citygauge.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.live.City;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.gateway.snapshot.DraftSnapshot;

/** The year so far as a package. */
final class SnapshotResource implements Resource {
    private final Vertx vertx;
    private final City city;
    private final CityProfile profile;
    private final Supplier<Figures> figures;

    SnapshotResource(Vertx vertx, City city, CityProfile profile, Supplier<Figures> figures) {
        this.vertx = vertx;
        this.city = city;
        this.profile = profile;
        this.figures = figures;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/v1/snapshots/draft", this::draft));
    }

    private void draft(RoutingContext context) {
        Optional<Integer> year = Query.of(context, "year").year();
        city.year(year, Optional.empty())
                .compose(this::pack)
                .onComplete(
                        zip -> {
                            context.response()
                                    .putHeader("Content-Type", "application/zip")
                                    .putHeader("Cache-Control", "no-store");
                            Answers.end(context, zip);
                        },
                        context::fail);
    }

    private Future<Buffer> pack(YearState year) {
        Set<String> ids = new TreeSet<>();
        Set<Sensor> rows = new java.util.HashSet<>();
        year.measures()
                .values()
                .forEach(measure -> measure.bound().forEach(sensor -> {
                    ids.add(sensor.id());
                    rows.add(sensor);
                }));
        Future<List<City.SensorYear>> all = Future.succeededFuture(new ArrayList<>());
        for (String id : ids) {
            all = all.compose(soFar -> city.summary(id, Optional.of(year.year()))
                    .map(given -> {
                        given.stream()
                                .filter(one -> rows.contains(one.sensor()))
                                .forEach(soFar::add);
                        return soFar;
                    }));
        }
        Figures entered = figures.get();
        var identity = new DraftSnapshot.Identity(
                profile.id(), profile.name(), profile.zone().getId(), profile.currency(), profile.edition());
        return all.compose(contributions -> vertx.executeBlocking(
                () -> Buffer.buffer(DraftSnapshot.pack(identity, year, contributions, entered)), false));
    }
}
