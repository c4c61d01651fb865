package org.citygauge.gateway.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a YAML text into nodes; what is wrong with it as YAML becomes problems. */
final class YamlFile {
    private static final YAMLFactory FACTORY = new YAMLFactory();

    private static final Pattern LINE = Pattern.compile("line ([0-9]{1,9}), column");

    private final String file;
    private final List<Problem> problems;

    YamlFile(String file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The entries of the text's root; none where it is empty or broken. */
    Node.Entries read(String text) {
        try (YAMLParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return new Node.Entries(Map.of(), 1);
            }
            Node root = node(parser, first);
            if (parser.nextToken() != null) {
                problem(line(parser), "a second document; the file holds one");
            }
            if (root instanceof Node.Entries entries) {
                return entries;
            }
            problem(root.line(), "not a list of \"key: value\" lines");
        } catch (JsonProcessingException broken) {
            problem(lineOf(broken), "no YAML: " + explain(broken));
        } catch (IOException unexpected) {
            problem(1, "no YAML: " + unexpected.getMessage());
        }
        return new Node.Entries(Map.of(), 1);
    }

    /** The last place the message names is where it went wrong, the others only lead there. */
    private static int lineOf(JsonProcessingException broken) {
        return LINE.matcher(broken.getOriginalMessage())
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .reduce((earlier, later) -> later)
                .orElse(1);
    }

    private static String explain(JsonProcessingException broken) {
        return broken.getOriginalMessage()
                .lines()
                .filter(line -> !line.startsWith(" "))
                .collect(Collectors.joining(", "));
    }

    private Node node(YAMLParser parser, JsonToken token) throws IOException {
        int line = line(parser);
        if (parser.isCurrentAlias()) {
            problem(line, "*" + parser.getText() + ": write the value out, aliases are not read");
            return new Node.Scalar("", line);
        }
        return switch (token) {
            case START_OBJECT -> entries(parser, line);
            case START_ARRAY -> items(parser, line);
            case VALUE_NULL -> new Node.Scalar("", line);
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_EMBEDDED_OBJECT ->
                new Node.Scalar(parser.getText(), line);
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE ->
                throw new IllegalStateException("no node begins with " + token);
        };
    }

    private Node entries(YAMLParser parser, int line) throws IOException {
        Map<String, Node> entries = new LinkedHashMap<>();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            int keyLine = line(parser);
            if (entries.put(key, node(parser, parser.nextToken())) != null) {
                problem(keyLine, key + ": given twice");
            }
        }
        return new Node.Entries(entries, line);
    }

    private Node items(YAMLParser parser, int line) throws IOException {
        List<Node> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(node(parser, token));
        }
        return new Node.Items(items, line);
    }

    private static int line(YAMLParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private void problem(int line, String text) {
        problems.add(Problem.atLine(file, line, text));
    }
}
