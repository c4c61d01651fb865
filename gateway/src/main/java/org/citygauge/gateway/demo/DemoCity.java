package org.citygauge.gateway.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/** The files of the sample city, which is fictional, written to a folder and dated for a year. */
public final class DemoCity {
    /** The id of its silent parking bay, which the simulated sensors never touch. */
    public static final String SILENT_BAY = "bay-17-status";

    private static final List<String> FILES =
            List.of("citygauge.yaml", "registry/assets.csv", "registry/sensors.csv", "figures.csv");

    private DemoCity() {}

    /**
     * Writes the files, in place of those of an earlier run.
     *
     * @return its {@code citygauge.yaml}
     */
    public static Path write(Path folder, int year) {
        return write(folder, year, false);
    }

    /** @param lastYear whether there are figures of the year before as well; where there were, there still are */
    public static Path write(Path folder, int year, boolean lastYear) {
        try {
            Files.createDirectories(folder.resolve("registry"));
            boolean before = lastYear || hasLastYear(folder.resolve("figures.csv"), year);
            for (String file : FILES) {
                Files.writeString(folder.resolve(file), dated(resource(file), year));
            }
            if (before) {
                Files.writeString(
                        folder.resolve("figures.csv"),
                        resource("figures-last-year.csv")
                                .lines()
                                .filter(line -> line.startsWith("#") || line.contains("{year-1}"))
                                .map(line -> dated(line, year) + "\n")
                                .collect(Collectors.joining()),
                        StandardOpenOption.APPEND);
            }
            return folder.resolve("citygauge.yaml");
        } catch (IOException failed) {
            throw new UncheckedIOException("the sample city cannot be written to " + folder, failed);
        }
    }

    private static boolean hasLastYear(Path figures, int year) throws IOException {
        return Files.exists(figures) && Files.readString(figures).contains("population," + (year - 1) + ",");
    }

    private static String dated(String text, int year) {
        return text.replace("{year-1}", Integer.toString(year - 1)).replace("{year}", Integer.toString(year));
    }

    private static String resource(String file) throws IOException {
        try (var stream = DemoCity.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IOException("the sample city has no " + file);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
