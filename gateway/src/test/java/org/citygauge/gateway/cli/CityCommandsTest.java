package org.citygauge.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import org.citygauge.gateway.SmallCatalogue;
import org.citygauge.gateway.config.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CityCommandsTest {
    private static final CatalogueLoader LOADER = files -> new Checked.Valid<>(SmallCatalogue.catalogue());
    private static final Instant NOW = Instant.parse("2025-11-24T16:00:00Z");

    @TempDir
    Path folder;

    private final StringWriter printed = new StringWriter();

    private int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(printed))
                .execute(arguments);
    }

    private int init() {
        return run(new InitCommand(LOADER), city().toString());
    }

    private Path city() {
        return folder.resolve("New Town");
    }

    private int check(String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "--config";
        arguments[1] = city().resolve("citygauge.yaml").toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return run(new CheckCommand(LOADER, Map.of()), arguments);
    }

    private int decode(String standardInput, String... arguments) {
        var input = new ByteArrayInputStream(standardInput.getBytes(UTF_8));
        String[] all = new String[arguments.length + 2];
        all[0] = "--config";
        all[1] = city().resolve("citygauge.yaml").toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return run(new DecodeCommand(LOADER, Map.of(), () -> NOW, input), all);
    }

    private void uncomment(String file) throws IOException {
        Path path = city().resolve(file);
        Files.writeString(path, Files.readString(path).replaceAll("(?m)^#(?=[a-z])", ""));
    }

    @Test
    void whatInitWritesPassesCheck() {
        assertThat(init()).isZero();
        assertThat(check()).as(printed.toString()).isZero();
        assertThat(printed.toString())
                .contains("city      My city (new-town), Europe/Berlin, year from 01-01; 0 sources")
                .contains("catalogue Test, 1 indicator, 5 measures")
                .contains("register  0 assets of 0 classes, 0 sensors")
                .contains("no asset  of class parking_facility, which public_parking_spaces_available needs")
                .contains("Everything is fine.");
    }

    @Test
    void initsExamplesPassCheckOnceTheyAreTakenUp() throws IOException {
        init();
        uncomment("registry/assets.csv");
        uncomment("registry/sensors.csv");

        assertThat(check()).as(printed.toString()).isZero();
        assertThat(printed.toString()).contains("register  2 assets of 2 classes, 2 sensors");
    }

    @Test
    void initNamesEveryEnteredMeasure() throws IOException {
        init();

        assertThat(Files.readString(city().resolve("figures.csv")))
                .contains("#population,,,{person},,,\"population\"")
                .contains("#budget_total,")
                .doesNotContain("roads_length");
    }

    @Test
    void initOverwritesNothing() throws IOException {
        init();
        Files.writeString(city().resolve("figures.csv"), "mine");
        Files.delete(city().resolve("citygauge.yaml"));

        assertThat(init()).isEqualTo(1);
        assertThat(city().resolve("figures.csv")).hasContent("mine");
        assertThat(city().resolve("citygauge.yaml")).doesNotExist();
    }

    @Test
    void checkFindsTheProblemsOfAllFiles() throws IOException {
        init();
        Files.writeString(city().resolve("citygauge.yaml"), "\nlive_facto: 3\n", StandardOpenOption.APPEND);
        Files.writeString(city().resolve("registry/assets.csv"), "a,b,,x,,,,\n", StandardOpenOption.APPEND);
        Files.writeString(city().resolve("figures.csv"), "populaton,2025,1,,,,\n", StandardOpenOption.APPEND);

        assertThat(check()).isEqualTo(1);
        assertThat(printed.toString())
                .contains("live_facto: is no key; did you mean \"live_factor\"?")
                .contains("registry/assets.csv:6: weight: \"x\" is no number")
                .contains("\"populaton\" is no measure of the catalogue; did you mean \"population\"?")
                .contains("3 problems.");
    }

    @Test
    void checkWithoutAConfigurationIsWrongUse() {
        assertThat(run(new CheckCommand(LOADER, Map.of()))).isEqualTo(2);
    }

    @Test
    void checkConnectSaysWhatCannotBeReached() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        init();
        Files.writeString(
                city().resolve("citygauge.yaml"),
                "sources: [{name: far, topics: [t], broker: {url: \"mqtt://127.0.0.1:" + closed + "\"}}]\n"
                        + "projections: {influx: {url: \"http://127.0.0.1:" + closed
                        + "\", org: o, bucket: b, token: t}}\n",
                StandardOpenOption.APPEND);

        assertThat(check("--connect")).isEqualTo(1);
        assertThat(printed.toString())
                .contains("failed    broker mqtt://127.0.0.1:" + closed + " of source far: ")
                .contains("failed    InfluxDB http://127.0.0.1:" + closed + ", bucket b: ")
                .contains("2 problems.");
    }

    @Test
    void decodeShowsSourceReadingsAndRegistration() throws IOException {
        init();
        uncomment("registry/assets.csv");
        uncomment("registry/sensors.csv");

        assertThat(decode("", "--topic", "city/new-town/parking/market-square-free", "{\"value\": 17}"))
                .isZero();
        assertThat(printed.toString())
                .endsWith("source: the default topic city/new-town/+/+ (listener)\n"
                        + "reading of market-square-free: 17 at 2025-11-24T16:00:00Z (receipt time, none was sent)"
                        + " — registered as free_spaces of asset market-square\n");
    }

    @Test
    void decodeReadsStandardInputAndSaysWhyNot() {
        init();

        assertThat(decode("[{\"value\": 1}, {\"value\": \"x\"}]", "--topic", "city/new-town/parking/a", "-"))
                .isEqualTo(1);
        assertThat(printed.toString())
                .contains("reading of a: 1 at 2025-11-24T16:00:00Z (receipt time, none was sent) — not registered")
                .contains("reading rejected, not_a_number: [1].value: \"x\" is no number");
    }

    @Test
    void decodeNamesTheKnownTopicsForAnUnknownOne() {
        init();

        assertThat(decode("{\"value\": 1}", "--topic", "elsewhere/a")).isEqualTo(1);
        assertThat(printed.toString())
                .contains("message rejected, no_source: no source takes the topic \"elsewhere/a\"; known are"
                        + " city/new-town/+/+");
    }

    @Test
    void decodeTakesTheSourceOfABrokerToo() throws IOException {
        init();
        Files.writeString(
                city().resolve("citygauge.yaml"),
                "sources: [{name: far, topics: [t/+], value: /v, broker: {url: \"mqtt://127.0.0.1:1\"}}]\n",
                StandardOpenOption.APPEND);

        assertThat(decode("", "--topic", "t/a", "{\"v\": 5}")).isZero();
        assertThat(printed.toString())
                .contains("source: far (mqtt://127.0.0.1:1)\n")
                .contains("reading of a: 5 at");
    }
}
