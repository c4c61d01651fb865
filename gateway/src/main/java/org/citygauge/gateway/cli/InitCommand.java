package org.citygauge.gateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.citygauge.gateway.config.Checked;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.Measure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code init}: writes the files a city starts from. Never overwrites any. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Writes a commented citygauge.yaml, the register and the figures to start a city from.")
public final class InitCommand implements Callable<Integer> {
    private final CatalogueLoader loader;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "folder of the city; made where there is none")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    public InitCommand(CatalogueLoader loader) {
        this.loader = loader;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Map<Path, String> files = files();
        List<Path> present = files.keySet().stream().filter(Files::exists).toList();
        if (present.isEmpty()) {
            write(files);
            files.keySet().forEach(file -> out.println("wrote " + file));
            out.println("Next: edit them, then \"citygauge check --config " + folder.resolve("citygauge.yaml") + "\"");
        } else {
            present.forEach(file -> out.println(file + " is there already; nothing was written"));
        }
        out.flush();
        return present.isEmpty() ? 0 : 1;
    }

    private Map<Path, String> files() throws IOException {
        var files = new LinkedHashMap<Path, String>();
        files.put(folder.resolve("citygauge.yaml"), template("citygauge.yaml").replace("my-city", cityId()));
        files.put(folder.resolve("registry").resolve("assets.csv"), template("assets.csv"));
        files.put(folder.resolve("registry").resolve("sensors.csv"), template("sensors.csv"));
        files.put(folder.resolve("figures.csv"), template("figures.csv") + figures());
        return files;
    }

    private static void write(Map<Path, String> files) throws IOException {
        for (var file : files.entrySet()) {
            Files.createDirectories(
                    Objects.requireNonNull(file.getKey().toAbsolutePath().getParent()));
            Files.writeString(file.getKey(), file.getValue(), StandardOpenOption.CREATE_NEW);
        }
    }

    private static String template(String name) throws IOException {
        try (InputStream resource = InitCommand.class.getResourceAsStream("/init/" + name)) {
            return new String(Objects.requireNonNull(resource, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The folder's name, as far as it can be an id. */
    private String cityId() {
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        return name.isEmpty() || name.equals("null") || name.length() > 64 ? "my-city" : name;
    }

    /** A line for every entered measure, commented out until somebody knows its value. */
    private String figures() {
        return switch (loader.load(List.of())) {
            case Checked.Valid<Catalogue>(var catalogue) ->
                catalogue.measures().values().stream()
                        .filter(measure -> measure.binding() instanceof Binding.Entered)
                        .map(InitCommand::figure)
                        .collect(Collectors.joining());
            case Checked.Invalid<Catalogue> broken ->
                throw new IllegalStateException(broken.problems().toString());
        };
    }

    private static String figure(Measure measure) {
        return "#" + measure.id() + ",,," + measure.unit() + ",,,\""
                + measure.title().replace("\"", "\"\"") + "\"\n";
    }
}
