package org.citygauge.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the sections of a configuration file share. No problem ever quotes a secret.
 *
 * @param name the file's name in problems
 * @param folder where relative paths begin
 * @param environment for <code>${NAME}</code>
 * @param problems grows while reading
 */
record Scope(String name, Path folder, Map<String, String> environment, List<Problem> problems) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
    private static final String FILE = "file:";

    void problem(int line, String text) {
        problems.add(Problem.atLine(name, line, text));
    }

    /** The text with its variables replaced; empty when one is not set. */
    Optional<String> expand(Node.Scalar scalar, String path) {
        if (scalar.text().indexOf('$') < 0) {
            return Optional.of(scalar.text());
        }
        Matcher variable = VARIABLE.matcher(scalar.text());
        var expanded = new StringBuilder();
        boolean complete = true;
        while (variable.find()) {
            String value = environment.get(variable.group(1));
            complete &= value != null;
            if (value == null) {
                problem(scalar.line(), path + ": the environment variable " + variable.group(1) + " is not set");
            }
            variable.appendReplacement(expanded, Matcher.quoteReplacement(value == null ? "" : value));
        }
        variable.appendTail(expanded);
        return complete ? Optional.of(expanded.toString()) : Optional.empty();
    }

    /** A secret given outright, by variable, or as {@code file:PATH}. */
    Optional<String> secret(Node.Scalar scalar, String path) {
        return expand(scalar, path)
                .flatMap(text -> text.startsWith(FILE)
                        ? content(folder.resolve(text.substring(FILE.length()).strip()), scalar.line(), path)
                        : Optional.of(text))
                .filter(secret -> {
                    if (secret.isEmpty()) {
                        problem(scalar.line(), path + ": is empty");
                    }
                    return !secret.isEmpty();
                });
    }

    private Optional<String> content(Path secret, int line, String path) {
        try {
            return Optional.of(Files.readString(secret).strip());
        } catch (IOException unreadable) {
            problem(line, path + ": the file " + secret + " cannot be read");
            return Optional.empty();
        }
    }
}
