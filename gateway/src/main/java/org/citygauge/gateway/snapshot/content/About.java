package org.citygauge.gateway.snapshot.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.aggregator.closing.YearInputs;
import org.citygauge.aggregator.evaluation.ReportingCalendar;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.live.YearPicture;
import org.citygauge.aggregator.register.Register;
import org.citygauge.indicators.catalogue.Catalogue;

/**
 * What a package is of, and the settings its numbers were made with: {@code data/closing.json}.
 *
 * @param edition the standard
 * @param closing empty for a draft
 * @param asOf the reference instant
 */
public record About(
        CityName city,
        String edition,
        int year,
        Optional<Revision> closing,
        Instant asOf,
        ReportingCalendar calendar,
        int liveFactor,
        Duration stuckAfter) {
    /** Where it is in the package. */
    public static final String PATH = "data/closing.json";

    private static final String FORMAT = "citygauge-snapshot/1";

    /** @param currency an ISO 4217 code */
    public record CityName(String id, String name, String currency) {}

    /** Who closed the year, when, and why once more; and the entry of the audit log that tells of it. */
    public record Revision(int number, Instant time, String actor, String reason, AuditPoint audit) {}

    /**
     * A place in the audit log: as each entry covers the one before, its hash covers all that was entered and decided up to there.
     *
     * @param entry its number
     * @param hash SHA-256 in hexadecimal
     */
    public record AuditPoint(long entry, String hash) {}

    /**
     * What a picture of a year is of.
     *
     * @param audit where the audit log tells of a closing
     */
    public static About of(CityName city, YearPicture picture, Function<Closing, AuditPoint> audit) {
        YearInputs inputs = picture.inputs();
        return new About(
                city,
                inputs.catalogue().edition(),
                picture.state().year(),
                picture.closing()
                        .map(closing -> new Revision(
                                closing.revision(),
                                closing.time(),
                                closing.actor(),
                                closing.reason(),
                                audit.apply(closing))),
                picture.state().asOf(),
                inputs.calendar(),
                inputs.liveFactor(),
                inputs.stuckAfter());
    }

    public boolean isDraft() {
        return closing.isEmpty();
    }

    /** The name of the package, without the ending of a file. */
    public String packageName() {
        String revision =
                closing.map(its -> its.number() == 1 ? "" : "-r" + its.number()).orElse("-draft");
        return "citygauge-" + city.id().replaceAll("[^A-Za-z0-9_-]", "_") + "-" + year + revision;
    }

    /** When what is in it was settled. */
    public Instant settled() {
        return closing.map(Revision::time).orElse(asOf);
    }

    /** The inputs of the year's numbers, with the files that are read beside it. */
    public YearInputs inputs(Catalogue catalogue, Register register, Figures figures) {
        return new YearInputs(catalogue, calendar, liveFactor, stuckAfter, register, figures);
    }

    /** The file. */
    public String json() {
        ObjectNode json = JsonText.object().put("format", FORMAT);
        json.putObject("city")
                .put("id", city.id())
                .put("name", city.name())
                .put("zone", calendar.zone().getId())
                .put("currency", city.currency());
        json.put("edition", edition).put("year", year).put("state", isDraft() ? "draft" : "closed");
        closing.ifPresent(its -> json.put("revision", its.number())
                .put("closedAt", its.time().toString())
                .put("by", its.actor())
                .put("reason", its.reason())
                .putObject("audit")
                .put("entry", its.audit().entry())
                .put("hash", its.audit().hash()));
        json.put("asOf", asOf.toString());
        json.putObject("settings")
                .put("fiscalYearStart", calendar.firstDay().toString().substring(2))
                .put("liveFactor", liveFactor)
                .put("stuckAfter", stuckAfter.toString())
                .put("carriesForward", isDraft());
        return JsonText.write(json);
    }

    /** @throws IOException if it is no such file */
    public static About read(byte[] file) throws IOException {
        try {
            JsonNode json = JsonText.read(file);
            if (!text(json, "format").equals(FORMAT)) {
                throw new IOException(PATH + ": the format is not " + FORMAT);
            }
            JsonNode city = json.path("city");
            JsonNode settings = json.path("settings");
            boolean draft = text(json, "state").equals("draft");
            return new About(
                    new CityName(text(city, "id"), text(city, "name"), text(city, "currency")),
                    text(json, "edition"),
                    whole(json, "year", 1900, 2999),
                    draft ? Optional.empty() : Optional.of(revision(json)),
                    Instant.parse(text(json, "asOf")),
                    new ReportingCalendar(
                            ZoneId.of(text(city, "zone")), MonthDay.parse("--" + text(settings, "fiscalYearStart"))),
                    whole(settings, "liveFactor", 1, 1_000),
                    Duration.parse(text(settings, "stuckAfter")));
        } catch (DateTimeException | IllegalArgumentException wrong) {
            throw new IOException(PATH + ": " + wrong.getMessage(), wrong);
        }
    }

    private static Revision revision(JsonNode json) {
        return new Revision(
                whole(json, "revision", 1, 1_000_000),
                Instant.parse(text(json, "closedAt")),
                text(json, "by"),
                text(json, "reason"),
                new AuditPoint(
                        whole(json.path("audit"), "entry", 1, Integer.MAX_VALUE), text(json.path("audit"), "hash")));
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("there is no text " + name);
        }
        return value.textValue();
    }

    private static int whole(JsonNode json, String name, int least, int most) {
        JsonNode value = json.path(name);
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            throw new IllegalArgumentException(name + " is no whole number from " + least + " to " + most);
        }
        return value.intValue();
    }
}
