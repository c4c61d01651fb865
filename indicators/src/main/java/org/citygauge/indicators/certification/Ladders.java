package org.citygauge.indicators.certification;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Where ladders come from. */
public final class Ladders {
    private static final List<String> RESOURCES =
            List.of("wccd-iso-37122-2019.yaml", "wccd-iso-37120-2018.yaml", "wccd-iso-37120-2014.yaml");

    private Ladders() {}

    /** What is publicly known of WCCD's levels for ISO 37122. */
    public static Ladder iso37122() {
        return known().getFirst();
    }

    /** All that is publicly known: ISO 37122 first, then ISO 37120 by edition, the newest first. */
    public static List<Ladder> known() {
        return RESOURCES.stream().map(Ladders::builtIn).toList();
    }

    /**
     * A certifier's ladder, as a city wrote it down.
     *
     * @param name of the file, for problems
     */
    public static LadderLoad read(String name, String text) {
        return new LadderReader(name).read(text);
    }

    private static Ladder builtIn(String resource) {
        return switch (read(resource, text(resource))) {
            case LadderLoad.Loaded(Ladder ladder) -> ladder;
            case LadderLoad.Faulty(var problems) ->
                throw new IllegalStateException("a built-in ladder is broken: " + problems);
        };
    }

    private static String text(String name) {
        try (InputStream resource = Ladders.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(resource, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the built-in ladder " + name + " cannot be read", unreadable);
        }
    }
}
