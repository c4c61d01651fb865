package org.citygauge.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.gateway.config.Configuration.City;

/**
 * Reads {@code citygauge.yaml}, finding all that is wrong with it at once.
 *
 * @param environment for <code>${NAME}</code>, mostly {@link System#getenv()}
 */
public record ConfigurationReader(Map<String, String> environment) {
    public ConfigurationReader {
        environment = Map.copyOf(environment);
    }

    /**
     * What a file says, whether it may be used or not.
     *
     * @param configuration what could be read, with defaults where something is wrong; empty where it is no YAML at all
     * @param problems none when the configuration may be used
     */
    public record Draft(Optional<Configuration> configuration, List<Problem> problems) {
        public Draft {
            problems = List.copyOf(problems);
        }
    }

    /** The configuration as the file says. */
    public Checked<Configuration> read(Path file) {
        return read(file, Overrides.NONE);
    }

    /** The configuration as the file and then the command line says. */
    public Checked<Configuration> read(Path file, Overrides overrides) {
        Draft draft = draft(file, overrides);
        return draft.configuration()
                .map(configuration -> Checked.of(configuration, draft.problems()))
                .orElseGet(() -> new Checked.Invalid<>(draft.problems()));
    }

    /** The same for whoever wants to go on with what can be read, as for checking the files it names. */
    public Draft draft(Path file, Overrides overrides) {
        String name = String.valueOf(file.getFileName());
        Path folder = file.toAbsolutePath().normalize().resolveSibling("");
        var problems = new ArrayList<Problem>();
        try {
            return draft(new Scope(name, folder, environment, problems), Files.readString(file), overrides);
        } catch (NoSuchFileException missing) {
            problems.add(Problem.inFile(file.toString(), "there is no such file; \"citygauge init DIR\" writes one"));
        } catch (IOException unreadable) {
            problems.add(Problem.inFile(file.toString(), "cannot be read as UTF-8 text: " + unreadable.getMessage()));
        }
        return new Draft(Optional.empty(), problems);
    }

    private static Draft draft(Scope scope, String text, Overrides overrides) {
        List<Problem> problems = scope.problems();
        Node.Entries root = new YamlFile(scope.name(), problems).read(text);
        if (!problems.isEmpty() && root.entries().isEmpty()) {
            return new Draft(Optional.empty(), problems);
        }
        Configuration configuration = overrides.applyTo(configuration(new Section(scope, root, "")));
        problems.addAll(Exposure.problems(configuration, scope.name()));
        return new Draft(
                Optional.of(configuration), problems.stream().distinct().toList());
    }

    private static Configuration configuration(Section root) {
        City city = CityReader.read(root);
        MonthDay fiscalYearStart = root.parsed(
                        "fiscal_year_start",
                        "a day of every year such as 04-01",
                        text -> Optional.of(MonthDay.parse("--" + text)).filter(day -> day.isValidYear(2025)))
                .orElse(MonthDay.of(1, 1));
        LocalDate earliest = root.parsed(
                        "earliest", "a day such as 2000-01-01", text -> Optional.of(LocalDate.parse(text)))
                .orElse(LocalDate.of(2000, 1, 1));
        var configuration = new Configuration(
                city,
                fiscalYearStart,
                earliest,
                root.whole("live_factor", 3, 1, 1_000),
                root.parsed(
                                "stuck_after",
                                "a duration up to ten years such as PT72H",
                                text -> Amount.duration(text).filter(ConfigurationReader::isUpToTenYears))
                        .orElse(YearEvaluator.STUCK_AFTER),
                root.whole("max_unregistered_sensors", 100_000, 0, 100_000_000),
                root.path("data", "data"),
                root.existingFiles("catalogue"),
                root.existing("registry").orElseGet(() -> root.path("registry", "registry")),
                root.existing("figures").orElseGet(() -> root.path("figures", "figures.csv")),
                DoorReader.listener(root.sectionOrEmpty("listener")),
                DoorReader.http(root.sectionOrEmpty("http")),
                SourceReader.read(root.sections("sources"), city.id()),
                DoorReader.journal(root.sectionOrEmpty("journal")),
                DoorReader.projections(root.sectionOrEmpty("projections")),
                CertificationReader.read(root.sectionOrEmpty("certification"), root.sectionOrEmpty("owners")),
                signingKey(root.sectionOrEmpty("snapshot")));
        root.finish();
        return configuration;
    }

    private static Optional<Path> signingKey(Section section) {
        Optional<Path> key = section.existing("signing_key");
        section.finish();
        return key;
    }

    private static boolean isUpToTenYears(Duration duration) {
        return duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(Duration.ofDays(3653)) <= 0;
    }
}
