package org.citygauge.indicators.catalogue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A YAML mapping that is asked for its keys, notes what is wrong with them, and at the end which nobody asked for. */
public final class YamlEntries {
    private final String file;
    private final String place;
    private final int line;
    private final List<Problem> problems;
    private final Map<String, Node> entries = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();

    YamlEntries(String file, String place, Node node, List<Problem> problems) {
        this.file = file;
        this.place = place;
        this.line = lineOf(node);
        this.problems = problems;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::take);
        } else {
            problem(line, (place.isEmpty() ? "the file" : place) + ": expected keys and values");
        }
    }

    /**
     * A whole file.
     *
     * @param name of the file, for problems
     * @return empty where it is no YAML, which is then a problem, or holds nothing
     */
    public static Optional<YamlEntries> read(String name, String text, List<Problem> problems) {
        try {
            return Optional.ofNullable(new Yaml(new LoaderOptions()).compose(new StringReader(text)))
                    .map(root -> new YamlEntries(name, "", root, problems));
        } catch (MarkedYAMLException broken) {
            int line = broken.getProblemMark() == null
                    ? 0
                    : broken.getProblemMark().getLine() + 1;
            problems.add(new Problem(name, line, "no YAML: " + broken.getProblem()));
        } catch (YAMLException broken) {
            problems.add(new Problem(name, 0, "no YAML: " + broken.getMessage()));
        }
        return Optional.empty();
    }

    private void take(NodeTuple tuple) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
            if (entries.put(key.getValue(), tuple.getValueNode()) != null) {
                problem(lineOf(key), path(key.getValue()) + " is there twice");
            }
            lines.put(key.getValue(), lineOf(key));
        } else {
            problem(lineOf(tuple.getKeyNode()), place + ": a key must be a word");
        }
    }

    static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    public int line() {
        return line;
    }

    String path(String key) {
        return place.isEmpty() ? key : place + "." + key;
    }

    public void problem(int at, String text) {
        problems.add(new Problem(file, at, text));
    }

    /** Notes a problem with a key of this mapping. */
    public void problemAt(String key, String text) {
        problem(lines.getOrDefault(key, line), path(key) + ": " + text);
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    Optional<Node> node(String key) {
        asked.add(key);
        return Optional.ofNullable(entries.get(key));
    }

    Set<String> keys() {
        asked.addAll(entries.keySet());
        return entries.keySet();
    }

    public Optional<String> text(String key) {
        return node(key).flatMap(node -> {
            if (node instanceof ScalarNode scalar) {
                return Optional.of(scalar.getValue());
            }
            problemAt(key, "expected a single value");
            return Optional.empty();
        });
    }

    /** The value of a key that must be there; the problem is noted where it is not. */
    public Optional<String> required(String key) {
        if (!has(key)) {
            problem(line, (place.isEmpty() ? "the file" : place) + " has no " + key);
        }
        return text(key);
    }

    /** The value of a key as {@code parse} reads it; what it throws is noted. */
    public <T> Optional<T> required(String key, Function<String, T> parse) {
        return required(key).flatMap(text -> parsed(key, text, parse));
    }

    <T> Optional<T> parsed(String key, String text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            problemAt(key, String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    List<String> texts(String key) {
        return node(key)
                .map(node -> switch (node) {
                    case SequenceNode list ->
                        list.getValue().stream()
                                .filter(ScalarNode.class::isInstance)
                                .map(item -> ((ScalarNode) item).getValue())
                                .toList();
                    case ScalarNode one -> List.of(one.getValue());
                    default -> {
                        problemAt(key, "expected a list of words");
                        yield List.<String>of();
                    }
                })
                .orElse(List.of());
    }

    /** The mappings in a list. */
    public List<YamlEntries> list(String key) {
        Optional<Node> node = node(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof SequenceNode sequence)) {
            problemAt(key, "expected a list");
            return List.of();
        }
        var items = new ArrayList<YamlEntries>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlEntries(file, path(key) + "[" + items.size() + "]", item, problems));
        }
        return items;
    }

    public Optional<YamlEntries> entries(String key) {
        return node(key).map(node -> new YamlEntries(file, path(key), node, problems));
    }

    /** Notes every key that nobody asked for. */
    public void finish() {
        for (String key : entries.keySet()) {
            if (!asked.contains(key)) {
                problemAt(key, "unknown key" + Spelling.suggestion(key, asked));
            }
        }
    }
}
