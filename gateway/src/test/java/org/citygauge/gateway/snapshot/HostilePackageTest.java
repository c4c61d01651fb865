package org.citygauge.gateway.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.citygauge.gateway.snapshot.bag.BagWriter;
import org.citygauge.gateway.snapshot.bag.SigningKey;
import org.citygauge.gateway.snapshot.verify.Verification;
import org.citygauge.indicators.catalogue.Catalogues;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages that somebody made to harm whoever checks them. */
class HostilePackageTest {
    @TempDir
    static Path shared;

    private static Path key;
    private static Path sound;

    @TempDir
    Path folder;

    @BeforeAll
    static void pack() {
        key = shared.resolve("key.pem");
        sound = new PackedYear().pack(shared, "sound.zip", key);
    }

    private static List<String> differences(Path file) {
        return Verification.of(file, Optional.empty(), Catalogues.iso37122()).differences();
    }

    private interface Entries {
        void to(ZipOutputStream zip) throws IOException;
    }

    private Path zip(Entries entries) throws IOException {
        Path file = folder.resolve("hostile.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            entries.to(zip);
        }
        return file;
    }

    private static void put(ZipOutputStream zip, String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(1);
        zip.closeEntry();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/../../etc/x", "/a/b", "a/./b", "a\\b/c", "a/b\n", "a//b", "C:/x", "alone", "a/.."})
    void namesThatLeadElsewhereAreRefused(String name) throws IOException {
        assertThat(differences(zip(zip -> put(zip, name))))
                .singleElement()
                .asString()
                .contains("is no name for a file of a package");
    }

    @Test
    void oneNameForTwoFilesIsRefused() throws IOException {
        Path file = zip(zip -> {
            put(zip, "a/one");
            put(zip, "a/two");
        });
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).replace("a/two", "a/one");
        Files.write(file, text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThat(differences(file)).singleElement().asString().contains("a/one is there twice");
    }

    @Test
    void filesInSeveralFoldersAreRefused() throws IOException {
        assertThat(differences(zip(zip -> {
                    put(zip, "a/one");
                    put(zip, "b/one");
                })))
                .singleElement()
                .asString()
                .contains("a package holds one folder, this one several: a, b");
    }

    @Test
    void aFileThatUnpacksToAThousandTimesItsSizeIsRefusedUnread() throws IOException {
        var zeros = new byte[1 << 20];
        assertThat(differences(zip(zip -> {
                    zip.putNextEntry(new ZipEntry("a/data/sensors.csv"));
                    for (int i = 0; i < 64; i++) {
                        zip.write(zeros);
                    }
                    zip.closeEntry();
                })))
                .singleElement()
                .asString()
                .contains("it would unpack to");
    }

    @Test
    void aHundredThousandFilesAreRefused() throws IOException {
        assertThat(differences(zip(zip -> {
                    zip.setLevel(0);
                    for (int i = 0; i <= 100_000; i++) {
                        put(zip, "a/" + i);
                    }
                })))
                .singleElement()
                .asString()
                .contains("it holds 100001 files, more than 100000");
    }

    /** A sound package but for one file, sealed so that manifests and signature fit. */
    private List<String> differencesWith(String path, byte[] content) throws IOException {
        var bag = new BagWriter(Files.createTempDirectory(folder, "bag"), "a");
        try (var zip = new ZipFile(sound.toFile())) {
            for (ZipEntry entry : new ArrayList<>(java.util.Collections.list(zip.entries()))) {
                String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
                if (name.equals(path)) {
                    bag.add(name, out -> out.write(content));
                } else if (name.startsWith("data")) {
                    bag.add(name, out -> copy(zip, entry, out));
                }
            }
        }
        Path file = folder.resolve("sealed.zip");
        bag.seal(new TreeMap<>(), SigningKey.read(key), file);
        return differences(file);
    }

    private static void copy(ZipFile zip, ZipEntry entry, OutputStream out) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            in.transferTo(out);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data/closing.json",
                "data/catalogue.yaml",
                "data/registry/assets.csv",
                "data/registry/sensors.csv",
                "data/sensors.csv",
                "data/shares.csv",
                "data/figures.csv",
                "data/measures.csv",
                "data/indicators.csv",
                "data/indicators.json",
                "data/indicators.xlsx",
                "data/comparison.csv"
            })
    void whateverAFileHoldsTheAnswerNamesIt(String path) throws IOException {
        List<String> contents = switch (path.substring(path.lastIndexOf('.'))) {
            case ".csv" ->
                List.of("", "a".repeat(3 << 20), ",".repeat(3 << 20), "\"" + "a,\n".repeat(1 << 20), "\"\"\"x");
            case ".json" ->
                List.of("", "[".repeat(100_000), "{\"format\":\"citygauge-snapshot/1\",\"year\":1e999999999}");
            case ".yaml" ->
                List.of(
                        "",
                        "[".repeat(100_000),
                        "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nmeasures: [*b,*b,*b,*b]\n");
            default -> List.of("", "\0\0\0");
        };
        for (String content : contents) {
            assertThat(differencesWith(path, content.getBytes(UTF_8)))
                    .as("%s", content.substring(0, Math.min(20, content.length())))
                    .anyMatch(line -> line.contains(path) || line.startsWith("data/registry"));
        }
    }

    @Test
    void numbersOfAnyLengthAreRefusedUnread() throws IOException {
        String catalogue = "edition: x\nthemes: [{number: 1, title: t}]\nmeasures:\n"
                + "  - {id: a, title: a, unit: '1', aggregation: sum, binding: entered}\n"
                + "indicators:\n  - {number: '1.1', title: t, unit: kg, scale: 1E+999999999, numerator: a, denominator: a,"
                + " better: higher, formula_in_words: w}\n";
        assertThat(differencesWith("data/catalogue.yaml", catalogue.getBytes(UTF_8)))
                .anyMatch(line -> line.startsWith("data/catalogue.yaml: cannot be read"));
    }
}
