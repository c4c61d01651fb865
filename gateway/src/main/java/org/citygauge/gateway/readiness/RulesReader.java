package org.citygauge.gateway.readiness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.citygauge.gateway.config.Checked;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.config.Problem;
import org.citygauge.gateway.config.Spelling;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.certification.Ladder;
import org.citygauge.indicators.certification.LadderLoad;
import org.citygauge.indicators.certification.Ladders;
import org.citygauge.indicators.measure.MeasureId;

/**
 * Reads by what a year is judged, finding all that is wrong with it at once.
 *
 * @param catalogue whose measures and themes have owners
 * @param configurationFile its name in problems
 */
public record RulesReader(Catalogue catalogue, String configurationFile) {
    public Checked<CertificationRules> read(Configuration.Certification certification) {
        var problems = new ArrayList<Problem>();
        Owners owners = owners(certification.owners(), problems);
        Ladder ladder =
                certification.ladder().flatMap(file -> ladder(file, problems)).orElseGet(Ladders::iso37122);
        return Checked.of(
                new CertificationRules(
                        ladder, certification.completenessThreshold(), certification.firstYear(), owners),
                problems);
    }

    private static Optional<Ladder> ladder(Path file, List<Problem> problems) {
        String name = String.valueOf(file.getFileName());
        if (!Files.isReadable(file)) {
            return Optional.empty(); // told where it is named
        }
        try {
            switch (Ladders.read(name, Files.readString(file))) {
                case LadderLoad.Loaded(Ladder ladder) -> {
                    return Optional.of(ladder);
                }
                case LadderLoad.Faulty(var found) ->
                    found.forEach(problem -> problems.add(
                            problem.line() == 0
                                    ? Problem.inFile(name, problem.text())
                                    : Problem.atLine(name, problem.line(), problem.text())));
            }
        } catch (IOException unreadable) {
            problems.add(Problem.inFile(name, "cannot be read as UTF-8 text: " + unreadable.getMessage()));
        }
        return Optional.empty();
    }

    private Owners owners(List<Configuration.Owner> entries, List<Problem> problems) {
        Map<MeasureId, String> ofMeasures = new HashMap<>();
        Map<Integer, String> ofThemes = new HashMap<>();
        List<Integer> themes = catalogue.inOrder().stream()
                .map(indicator -> indicator.theme().number())
                .distinct()
                .toList();
        for (Configuration.Owner entry : entries) {
            Optional<MeasureId> measure = catalogue.measures().keySet().stream()
                    .filter(id -> id.value().equals(entry.of()))
                    .findFirst();
            Optional<Integer> theme = themes.stream()
                    .filter(number -> String.valueOf(number).equals(entry.of()))
                    .findFirst();
            measure.ifPresent(id -> ofMeasures.put(id, entry.name()));
            theme.ifPresent(number -> ofThemes.put(number, entry.name()));
            if (measure.isEmpty() && theme.isEmpty()) {
                problems.add(Problem.atLine(
                        configurationFile,
                        entry.line(),
                        "owners." + entry.of() + ": is neither a measure of the catalogue nor the number of a theme"
                                + hint(entry.of(), themes)));
            }
        }
        return new Owners(ofMeasures, ofThemes);
    }

    private String hint(String word, List<Integer> themes) {
        List<String> known = Stream.concat(
                        catalogue.measures().keySet().stream().map(MeasureId::value),
                        themes.stream().map(String::valueOf))
                .collect(Collectors.toList());
        return Spelling.hint(word, known);
    }
}
