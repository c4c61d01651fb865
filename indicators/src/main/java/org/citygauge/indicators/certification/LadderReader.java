package org.citygauge.indicators.certification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.citygauge.indicators.catalogue.Problem;
import org.citygauge.indicators.catalogue.YamlEntries;

/** Reads the file of a ladder, and finds all that is wrong with it at once. */
final class LadderReader {
    private static final int MANY = 10_000;

    private final List<Problem> problems = new ArrayList<>();
    private final String name;

    LadderReader(String name) {
        this.name = name;
    }

    LadderLoad read(String text) {
        Optional<Ladder> ladder = YamlEntries.read(name, text, problems).flatMap(this::ladder);
        if (ladder.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(name, 0, "is empty; a ladder has standard, certifier, indicators and steps"));
        }
        return ladder.isPresent() && problems.isEmpty()
                ? new LadderLoad.Loaded(ladder.get())
                : new LadderLoad.Faulty(problems);
    }

    private Optional<Ladder> ladder(YamlEntries file) {
        String standard = word(file, "standard");
        String certifier = word(file, "certifier");
        int indicators = file.required("indicators", LadderReader::count).orElse(MANY);
        Optional<Ladder.FirstYear> firstYear = file.entries("first_year").map(LadderReader::firstYear);
        Optional<String> below = file.text("below").filter(Predicate.not(String::isBlank));
        Optional<String> prerequisite = file.text("prerequisite").filter(Predicate.not(String::isBlank));
        List<YamlEntries> entries = file.list("steps");
        if (!file.has("steps")) {
            file.problem(file.line(), "the file has no steps; a ladder nobody published anything of has steps: []");
        }
        var steps = new ArrayList<Ladder.Step>();
        Map<Integer, String> levels = new HashMap<>();
        for (YamlEntries entry : entries) {
            Ladder.Step step = step(entry, indicators);
            steps.add(step);
            String other = levels.putIfAbsent(step.atLeast(), step.level());
            if (other != null && entry.has("at_least")) {
                entry.problemAt("at_least", "takes as many indicators as " + other);
            }
        }
        file.finish();
        return problems.isEmpty()
                ? Optional.of(new Ladder(
                        standard,
                        certifier,
                        indicators,
                        firstYear,
                        steps,
                        below.orElse("below the lowest level known"),
                        prerequisite))
                : Optional.empty();
    }

    private static Ladder.FirstYear firstYear(YamlEntries entry) {
        var level = new Ladder.FirstYear(word(entry, "level"), word(entry, "source"), confirmed(entry));
        entry.finish();
        return level;
    }

    private static Ladder.Step step(YamlEntries entry, int indicators) {
        int atLeast = entry.required("at_least", LadderReader::count).orElse(1);
        if (atLeast > indicators) {
            entry.problemAt("at_least", "takes " + atLeast + " of " + indicators + " indicators");
        }
        var step = new Ladder.Step(
                word(entry, "level"),
                atLeast,
                entry.text("condition").filter(Predicate.not(String::isBlank)),
                word(entry, "source"),
                confirmed(entry));
        entry.finish();
        return step;
    }

    private static String word(YamlEntries entry, String key) {
        return entry.required(key, text -> {
                    if (text.isBlank()) {
                        throw new IllegalArgumentException("is empty");
                    }
                    return text;
                })
                .orElse("");
    }

    private static boolean confirmed(YamlEntries entry) {
        return entry.required("confirmed", text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default ->
                        throw new IllegalArgumentException(
                                "\"" + text + "\" is neither true (the source can be shown) nor false (it is hearsay)");
                })
                .orElse(false);
    }

    private static int count(String text) {
        if (!text.matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException("\"" + text + "\" is no count of indicators such as 71");
        }
        return Integer.parseInt(text);
    }
}
