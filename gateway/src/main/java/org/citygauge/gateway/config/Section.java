package org.citygauge.gateway.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.citygauge.gateway.decode.json.JsonMapping;

/**
 * The entries under one key of a configuration file. Reading a key makes it known; {@link #finish} reports those that nobody read.
 * What is wrong becomes a problem and reads as if it were not there, so that all problems are found in one go.
 */
final class Section {
    private final Scope scope;
    private final Node.Entries node;
    private final String path;
    private final Set<String> known = new LinkedHashSet<>();

    /** @param path of this section, such as {@code sources[2]}; empty for the whole file */
    Section(Scope scope, Node.Entries node, String path) {
        this.scope = scope;
        this.node = node;
        this.path = path;
    }

    static Section empty(Scope scope, String path) {
        return new Section(scope, new Node.Entries(Map.of(), 1), path);
    }

    void problem(String key, String text) {
        Node at = node.entries().getOrDefault(key, node);
        scope.problem(at.line(), of(key) + ": " + text);
    }

    private String of(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** What is written at {@code key}, for problems; variables and secrets as they stand in the file. */
    private String written(String key) {
        return node.entries().get(key) instanceof Node.Scalar(var text, var line) ? "\"" + text + "\"" : "this";
    }

    /** All keys there are, which makes them known. */
    Set<String> keys() {
        known.addAll(node.entries().keySet());
        return node.entries().keySet();
    }

    int line(String key) {
        return node.entries().getOrDefault(key, node).line();
    }

    boolean has(String key) {
        known.add(key);
        return node.entries().containsKey(key);
    }

    private Optional<Node.Scalar> scalar(String key) {
        known.add(key);
        return switch (node.entries().get(key)) {
            case null -> Optional.empty();
            case Node.Scalar(var text, var line) when text.isEmpty() -> Optional.empty();
            case Node.Scalar scalar -> Optional.of(scalar);
            case Node.Items items -> none(key, "one value, not a list");
            case Node.Entries entries -> none(key, "one value, not further keys");
        };
    }

    private <T> Optional<T> none(String key, String expected) {
        problem(key, "here belongs " + expected);
        return Optional.empty();
    }

    Optional<String> text(String key) {
        return scalar(key).flatMap(scalar -> scope.expand(scalar, of(key)));
    }

    String required(String key, String example) {
        int before = scope.problems().size();
        Optional<String> text = text(key);
        if (text.isEmpty() && scope.problems().size() == before) {
            problem(key, "is missing; for example: " + example);
        }
        return text.orElse("");
    }

    Optional<String> secret(String key) {
        return scalar(key).flatMap(scalar -> scope.secret(scalar, of(key)));
    }

    /**
     * What {@code parse} makes of the text.
     *
     * @param expected what would be right, such as {@code a day such as 2000-01-01}
     * @param parse empty, or a {@link DateTimeException} or {@link IllegalArgumentException}, where the text is not right
     */
    <T> Optional<T> parsed(String key, String expected, Function<String, Optional<T>> parse) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> value = attempt(text.get(), parse);
        if (value.isEmpty()) {
            problem(key, written(key) + " is not " + expected);
        }
        return value;
    }

    private static <T> Optional<T> attempt(String text, Function<String, Optional<T>> parse) {
        try {
            return parse.apply(text);
        } catch (DateTimeException | IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }

    /** The text, unless {@code flaw} finds one. */
    Optional<String> sound(String key, Function<String, Optional<String>> flaw) {
        return text(key).filter(text -> {
            flaw.apply(text).ifPresent(found -> problem(key, found));
            return flaw.apply(text).isEmpty();
        });
    }

    Optional<String> pointer(String key) {
        return sound(key, JsonMapping::flawOfPointer);
    }

    /** A JSON Pointer that may be empty, which is the whole. */
    Optional<String> pointerOrWhole(String key) {
        return has(key) && node.entries().get(key) instanceof Node.Scalar(var text, var line) && text.isEmpty()
                ? Optional.of("")
                : pointer(key);
    }

    int whole(String key, int otherwise, int least, int most) {
        return parsed(
                        key,
                        "a whole number from " + least + " to " + most,
                        text -> Optional.of(Integer.valueOf(text)).filter(number -> number >= least && number <= most))
                .orElse(otherwise);
    }

    long bytes(String key, long otherwise, long least, long most) {
        return parsed(
                        key,
                        "a size such as 256KiB, from " + least + " to " + most + " bytes",
                        text -> Amount.bytes(text).filter(bytes -> bytes >= least && bytes <= most))
                .orElse(otherwise);
    }

    Duration duration(String key, Duration otherwise) {
        return parsed(
                        key,
                        "a duration such as P7D, PT15M or 7d",
                        text -> Amount.duration(text).filter(duration -> !duration.isNegative()))
                .orElse(otherwise);
    }

    boolean truth(String key, boolean otherwise) {
        return parsed(key, "true or false", text -> switch (text) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                })
                .orElse(otherwise);
    }

    /** A path that may lead nowhere yet. */
    Path path(String key, String otherwise) {
        return parsed(
                        key,
                        "a path",
                        text -> Optional.of(scope.folder().resolve(text).normalize()))
                .orElseGet(() -> scope.folder().resolve(otherwise));
    }

    /** A path which, where one is given, leads to something. */
    Optional<Path> existing(String key) {
        return parsed(
                        key,
                        "a path",
                        text -> Optional.of(scope.folder().resolve(text).normalize()))
                .filter(file -> {
                    if (!Files.isReadable(file)) {
                        problem(key, written(key) + " cannot be read (looked for " + file + ")");
                    }
                    return Files.isReadable(file);
                });
    }

    /** The texts of a list, or the one text that stands in its place. */
    List<String> texts(String key) {
        known.add(key);
        return switch (node.entries().get(key)) {
            case null -> List.of();
            case Node.Scalar scalar -> text(key).map(List::of).orElse(List.of());
            case Node.Items(var items, var line) -> texts(key, items);
            case Node.Entries entries -> this.<List<String>>none(key, "a list").orElse(List.of());
        };
    }

    private List<String> texts(String key, List<Node> items) {
        var texts = new ArrayList<String>();
        for (int i = 0; i < items.size(); i++) {
            String place = of(key) + "[" + i + "]";
            if (items.get(i) instanceof Node.Scalar scalar) {
                scope.expand(scalar, place).ifPresent(texts::add);
            } else {
                scope.problem(items.get(i).line(), place + ": here belongs one value");
            }
        }
        return texts;
    }

    /** Paths that lead to something. */
    List<Path> existingFiles(String key) {
        var files = new ArrayList<Path>();
        for (String text : texts(key)) {
            Path file = scope.folder().resolve(text).normalize();
            files.add(file);
            if (!Files.isReadable(file)) {
                problem(key, "\"" + text + "\" cannot be read (looked for " + file + ")");
            }
        }
        return files;
    }

    Optional<Section> section(String key) {
        known.add(key);
        return switch (node.entries().get(key)) {
            case null -> Optional.empty();
            case Node.Entries entries -> Optional.of(new Section(scope, entries, of(key)));
            case Node.Scalar(var text, var line) when text.isEmpty() -> Optional.empty();
            case Node.Scalar scalar -> none(key, "further keys, not " + written(key));
            case Node.Items items -> none(key, "further keys, not a list");
        };
    }

    /** The section at {@code key}, empty where there is none. */
    Section sectionOrEmpty(String key) {
        return section(key).orElseGet(() -> empty(scope, of(key)));
    }

    boolean isSection(String key) {
        return node.entries().get(key) instanceof Node.Entries;
    }

    List<Section> sections(String key) {
        known.add(key);
        return switch (node.entries().get(key)) {
            case null -> List.of();
            case Node.Scalar(var text, var line) when text.isEmpty() -> List.of();
            case Node.Items(var items, var line) -> sections(key, items);
            case Node.Scalar scalar -> this.<List<Section>>none(key, "a list").orElse(List.of());
            case Node.Entries entries ->
                this.<List<Section>>none(key, "a list: begin each item with \"-\"")
                        .orElse(List.of());
        };
    }

    private List<Section> sections(String key, List<Node> items) {
        var sections = new ArrayList<Section>();
        for (int i = 0; i < items.size(); i++) {
            String place = of(key) + "[" + i + "]";
            if (items.get(i) instanceof Node.Entries entries) {
                sections.add(new Section(scope, entries, place));
            } else {
                scope.problem(items.get(i).line(), place + ": here belong keys and values");
            }
        }
        return sections;
    }

    /** Reports the keys that nobody asked for. */
    void finish() {
        node.entries().keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> problem(key, "is no key" + Spelling.hint(key, known)));
    }
}
