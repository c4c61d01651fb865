package org.citygauge.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.citygauge.aggregator.live.City;
import org.citygauge.gateway.ledger.Caller;
import org.citygauge.gateway.readiness.Owners;
import org.citygauge.gateway.upload.CsvTemplate;
import org.citygauge.gateway.upload.ImportPlan;
import org.citygauge.gateway.upload.Imports;
import org.citygauge.gateway.upload.Imports.Form;
import org.citygauge.gateway.upload.Template;
import org.citygauge.gateway.upload.XlsxTemplate;

/** Figures as tables: the template people fill in, and what comes back. */
final class ImportResource implements Resource {
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String CSV = "text/csv";
    /** Each takes up to 64 MiB while it is read. */
    private static final int AT_ONCE = 2;

    private final Vertx vertx;
    private final City city;
    private final Imports imports;
    private final Owners owners;
    private int reading;

    ImportResource(Vertx vertx, City city, Imports imports, Owners owners) {
        this.vertx = vertx;
        this.city = city;
        this.imports = imports;
        this.owners = owners;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/figures/template", this::template),
                Endpoint.post("/api/v1/figures/import", this::take).withBody());
    }

    private void template(RoutingContext context) {
        Query query = Query.of(context, "year", "format");
        boolean xlsx =
                query.choice("format", Map.of("csv", false, "xlsx", true)).orElse(false);
        city.year(query.year(), Optional.empty())
                .recover(failure -> Future.failedFuture(
                        failure instanceof IllegalArgumentException wrong
                                ? Problem.parameter("year", String.valueOf(wrong.getMessage()))
                                : failure))
                .compose(year -> blocking(() -> imports.template(year, span(year.year()), owners)))
                .compose(template -> blocking(() -> xlsx ? XlsxTemplate.of(template) : CsvTemplate.of(template))
                        .map(bytes -> {
                            answer(context, bytes, xlsx, template.year());
                            return bytes;
                        }))
                .onFailure(context::fail);
    }

    private Template.Span span(int year) {
        return new Template.Span(
                day(city.yearStart(year)), day(city.yearStart(year + 1)).minusDays(1));
    }

    private LocalDate day(Instant midnight) {
        return midnight.atZone(city.zone()).toLocalDate();
    }

    private static void answer(RoutingContext context, byte[] bytes, boolean xlsx, int year) {
        context.response()
                .putHeader("Content-Type", xlsx ? XLSX : CSV + "; charset=utf-8; header=present")
                .putHeader(
                        "Content-Disposition",
                        "attachment; filename=\"figures-" + year + (xlsx ? ".xlsx" : ".csv") + "\"")
                .putHeader("Cache-Control", "no-store");
        Answers.end(context, Buffer.buffer(bytes));
    }

    private void take(RoutingContext context) {
        Query query = Query.of(context, "year", "preview", "name");
        int year =
                query.year().orElseThrow(() -> Problem.parameter("year", "is missing; which year are the figures of?"));
        boolean preview = query.flag("preview").orElse(false);
        String name = query.text("name").orElse("");
        if (name.length() > 200 || name.chars().anyMatch(Character::isISOControl)) {
            throw Problem.parameter("name", "is no name of a file: at most 200 characters that can be printed.");
        }
        Form form = form(context);
        byte[] file = Bodies.of(context).getBytes();
        Caller caller = Guard.caller(context);
        if (reading >= AT_ONCE) {
            throw Problem.busy(5, "Other tables are being read; send it again in a few seconds.");
        }
        reading++;
        blocking(() -> imports.plan(file, form, year))
                .compose(plan -> preview || !plan.errors().isEmpty()
                        ? Future.succeededFuture(plan)
                        : blocking(() -> {
                            imports.apply(caller, plan, name);
                            return plan;
                        }))
                .eventually(() -> {
                    reading--;
                    return Future.succeededFuture();
                })
                .onComplete(plan -> answer(context, plan, preview), context::fail);
    }

    private static void answer(RoutingContext context, ImportPlan plan, boolean preview) {
        if (preview || plan.errors().isEmpty()) {
            Reply.json(context, 200, ImportJson.of(plan, !preview));
            return;
        }
        int errors = plan.errors().size();
        var problem = new Problem(
                422,
                errors + (errors == 1 ? " error" : " errors") + "; nothing was taken. The first: "
                        + plan.errors().getFirst() + ".");
        ImportJson.of(plan, false).forEach(member -> problem.with(member.getKey(), member.getValue()));
        context.fail(problem);
    }

    private static Form form(RoutingContext context) {
        String type =
                Optional.ofNullable(context.request().getHeader("Content-Type")).orElse("");
        return switch (type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)) {
            case CSV -> Form.CSV;
            case XLSX -> Form.XLSX;
            default -> throw new Problem(415, "Send the table as " + CSV + " or " + XLSX + ".");
        };
    }

    private <T> Future<T> blocking(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }
}
