package org.citygauge.gateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersionDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be said of the files under {@code deploy/} without the programs that read them. */
final class DeployFilesTest {
    private static final Path FILES = Path.of("../deploy");
    private static final Pattern VARIABLE = Pattern.compile("CITYGAUGE_[A-Z_]+");
    private static final String DCLINT = "dclint@3.1.0";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode compose() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        return merged(yaml.readTree(FILES.resolve("compose.yaml").toFile()));
    }

    /** What {@code <<: *careful} stands for: Jackson reads the alias as a name. */
    private static JsonNode merged(JsonNode compose) {
        JsonNode careful = compose.get("x-careful");
        compose.get("services").forEach(service -> {
            var its = (ObjectNode) service;
            its.remove("<<");
            careful.properties().forEach(entry -> its.putIfAbsent(entry.getKey(), entry.getValue()));
        });
        return compose;
    }

    @Test
    void theComposeFileIsAsThePublishedSchemaSays(@TempDir Path folder) throws Exception {
        JsonNode described = publishedSchema(folder);
        JsonSchema compiled = JsonSchemaFactory.getInstance(SpecVersionDetector.detect(described))
                .getSchema(described);
        assertThat(compiled.validate(compose())).isEmpty();
        JsonNode wrong = compose();
        ((ObjectNode) wrong.at("/services/broker")).put("portz", 1);
        assertThat(compiled.validate(wrong)).isNotEmpty();
    }

    /** That of the Compose specification, as dclint carries it. */
    private static JsonNode publishedSchema(Path folder) throws Exception {
        String npm = Commands.installed("npm", "npm").toString();
        Commands.Ended packed = Commands.run(folder, npm, "pack", "--silent", DCLINT);
        Assumptions.assumeTrue(packed.exit() == 0, DCLINT + " cannot be fetched: " + packed.said());
        Commands.Ended unpacked = Commands.run(
                folder, "tar", "-xzf", packed.said().lines().toList().getLast());
        assertThat(unpacked.exit()).as(unpacked.said()).isZero();
        JsonNode described = JSON.readTree(
                folder.resolve("package/schemas/compose.schema.json").toFile());
        withoutIds(described);
        return described;
    }

    /** They are names, and no addresses as the validator wants them. */
    private static void withoutIds(JsonNode schema) {
        if (schema instanceof ObjectNode its) {
            for (String name : List.of("id", "$id")) {
                if (its.path(name).isTextual()) {
                    its.remove(name);
                }
            }
        }
        schema.forEach(DeployFilesTest::withoutIds);
    }

    @Test
    void everySecretIsDeclaredAndEachIsGivenToSomebody() throws IOException {
        JsonNode compose = compose();
        Set<String> used = new TreeSet<>();
        compose.get("services")
                .forEach(service -> service.path("secrets")
                        .forEach(secret -> used.add(
                                secret.isTextual()
                                        ? secret.asText()
                                        : secret.get("source").asText())));
        Set<String> declared = new TreeSet<>();
        compose.get("secrets").fieldNames().forEachRemaining(declared::add);
        assertThat(used).isEqualTo(declared);
    }

    @Test
    void whatIsMountedIsThere() throws IOException {
        for (JsonNode service : compose().get("services")) {
            for (JsonNode volume : service.path("volumes")) {
                String from = volume.asText().split(":", -1)[0];
                if (from.startsWith(".")) {
                    assertThat(FILES.resolve(from)).exists();
                }
            }
        }
    }

    @Test
    void grafanaIsGivenEverythingThatItsProvisioningAsksFor() throws IOException {
        JsonNode grafana = compose().at("/services/grafana");
        Set<String> given = new TreeSet<>();
        grafana.get("environment").fieldNames().forEachRemaining(given::add);
        Matcher entry = VARIABLE.matcher(grafana.get("entrypoint").toString());
        while (entry.find()) {
            given.add(entry.group());
        }
        Set<String> asked = new TreeSet<>();
        try (var files = Files.walk(Path.of("../grafana/provisioning"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                for (Matcher name = VARIABLE.matcher(Files.readString(file)); name.find(); ) {
                    asked.add(name.group());
                }
            }
        }
        assertThat(asked).isNotEmpty().isSubsetOf(given);
    }

    @Test
    void makeKeysMakesWhatTheComposeFileAsksFor(@TempDir Path folder) throws Exception {
        Commands.installed("htpasswd", "apache2-utils");
        Commands.installed("mosquitto_passwd", "mosquitto");
        Path keys = folder.resolve("secrets");
        String script = FILES.resolve("make-keys").toRealPath().toString();
        Commands.Ended made = Commands.run(folder, script, keys.toString(), "city.example", "192.0.2.7");
        assertThat(made.exit()).as(made.said()).isZero();
        for (JsonNode secret : compose().get("secrets")) {
            String name = secret.get("file").asText().replace("./secrets/", "");
            assertThat(keys.resolve(name)).isNotEmptyFile();
        }
        Commands.Ended verified =
                Commands.run(keys, "openssl", "verify", "-CAfile", "ca.crt", "broker.crt", "gateway.crt");
        assertThat(verified.said()).contains("broker.crt: OK").contains("gateway.crt: OK");
        Commands.Ended names = Commands.run(keys, "openssl", "x509", "-in", "gateway.crt", "-noout", "-text");
        assertThat(names.said())
                .contains("DNS:gateway")
                .contains("DNS:city.example")
                .contains("192.0.2.7");

        List<String> before = contents(keys);
        assertThat(Commands.run(folder, script, keys.toString()).exit()).isZero();
        assertThat(contents(keys)).as("what is there stays").isEqualTo(before);
    }

    @Test
    void aCertificateIsMadeAnewOnceTheAuthoritysKeyIsBack(@TempDir Path folder) throws Exception {
        Commands.installed("htpasswd", "apache2-utils");
        Commands.installed("mosquitto_passwd", "mosquitto");
        Path keys = folder.resolve("secrets");
        String script = FILES.resolve("make-keys").toRealPath().toString();
        assertThat(Commands.run(folder, script, "secrets", "2001:db8::1").exit())
                .isZero();
        Files.move(keys.resolve("ca.key"), folder.resolve("ca.key"));
        assertThat(Commands.run(folder, script, "secrets").exit())
                .as("nothing to make")
                .isZero();

        Files.delete(keys.resolve("gateway.crt"));
        List<String> before = contents(keys);
        Commands.Ended without = Commands.run(folder, script, "secrets", "2001:db8::1");
        assertThat(without.exit()).isEqualTo(1);
        assertThat(without.said()).contains("secrets/ca.key").contains("bring it back");
        assertThat(contents(keys)).as("nothing is lost").isEqualTo(before);

        Files.copy(folder.resolve("ca.key"), keys.resolve("ca.key"));
        Commands.Ended with = Commands.run(folder, script, "secrets", "2001:db8::1", "new.example");
        assertThat(with.exit()).as(with.said()).isZero();
        assertThat(with.said()).contains("broker.crt is there and not for new.example");
        Commands.Ended names =
                Commands.run(keys, "openssl", "x509", "-in", "gateway.crt", "-noout", "-checkip", "2001:db8::1");
        assertThat(names.said()).contains("does match");
        assertThat(Commands.run(keys, "openssl", "verify", "-CAfile", "ca.crt", "gateway.crt")
                        .exit())
                .isZero();
    }

    private static List<String> contents(Path folder) throws IOException {
        var all = new ArrayList<String>();
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                all.add(file.getFileName() + " " + Files.readString(file));
            }
        }
        return all;
    }

    @Test
    void systemdUnderstandsTheUnitAndFindsItWellProtected(@TempDir Path folder) throws Exception {
        String analyze = Commands.installed("systemd-analyze", "systemd").toString();
        String text = Files.readString(FILES.resolve("systemd/citygauge.service"));
        assertThat(text).contains("ExecStart=/opt/citygauge/citygauge serve");
        Path unit = Files.writeString(
                folder.resolve("citygauge.service"),
                text.replace("ExecStart=/opt/citygauge/citygauge", "ExecStart=/bin/true"));
        Commands.Ended verified = Commands.run(folder, analyze, "verify", unit.toString());
        assertThat(verified.said().lines().filter(line -> line.contains("citygauge.service")))
                .isEmpty();
        assertThat(verified.exit()).isZero();
        Commands.Ended security =
                Commands.run(folder, analyze, "security", "--offline=true", "--threshold=15", unit.toString());
        Matcher exposure = Pattern.compile("exposure level for citygauge.service: ([0-9.]+)")
                .matcher(security.said());
        assertThat(exposure.find()).as(security.said()).isTrue();
        assertThat(Double.parseDouble(exposure.group(1))).isLessThanOrEqualTo(1.5);
        assertThat(security.exit()).isZero();
    }
}
