package org.citygauge.gateway.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.citygauge.gateway.snapshot.bag.BagCheck;
import org.citygauge.gateway.snapshot.bag.BagWriter;
import org.citygauge.gateway.snapshot.bag.PackageFile;
import org.citygauge.gateway.snapshot.bag.PublicKeyFile;
import org.citygauge.gateway.snapshot.bag.SigningKey;
import org.citygauge.gateway.snapshot.verify.Verification;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.catalogue.Catalogues;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotTest {
    private static final Catalogue STANDARD = Catalogues.iso37122();

    @TempDir
    static Path shared;

    private static Path key;
    private static Path sound;

    @TempDir
    Path folder;

    @BeforeAll
    static void pack() {
        key = shared.resolve("keys/signing-key.pem");
        sound = new PackedYear().pack(shared, "sound.zip", key);
    }

    private static Verification verify(Path file) {
        return Verification.of(file, Optional.empty(), STANDARD);
    }

    private Verification verify(byte[] bytes) throws IOException {
        return verify(Files.write(folder.resolve("changed.zip"), bytes));
    }

    private static List<String> differences(Path file) {
        return verify(file).differences();
    }

    @Test
    void aSoundPackageIsTheSameWhenComputedAgain() {
        Verification verification = verify(sound);
        assertThat(verification.differences()).isEmpty();
        assertThat(verification.agreements())
                .contains(
                        "16 of 16 files are as manifest-sha256.txt says",
                        "the zip is the one Citygauge wrote, byte by byte",
                        "7 of 7 contributions of sensors come out the same when computed again",
                        "124 of 124 measures come out the same when computed again",
                        "80 of 80 indicators come out the same when computed again",
                        "indicators.xlsx is the one these numbers make, byte by byte",
                        "80 of 80 formulas are those of ISO 37122:2019");
    }

    @Test
    void theSameYearIsTheSameBytes() throws IOException {
        Path again = new PackedYear().pack(folder, "again.zip", key);
        assertThat(Files.mismatch(sound, again)).isEqualTo(-1);
    }

    @Test
    void aByteFlippedAnywhereIsFoundAndItsFileNamed() throws IOException {
        byte[] bytes = Files.readAllBytes(sound);
        var random = new SplittableRandom(37122);
        List<Integer> places = new ArrayList<>();
        Map<Integer, String> files = places(bytes, places); // every byte around the files
        for (int i = 0; i < 40; i++) {
            places.add(random.nextInt(bytes.length));
        }
        for (int at : places) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            List<String> differences = changesOfTheBag(flipped);
            assertThat(differences).as("byte %d", at).isNotEmpty();
            String file = files.getOrDefault(at, "");
            if (!file.isEmpty()) {
                assertThat(differences).as("byte %d of %s", at, file).anyMatch(line -> line.startsWith(file + ":"));
            }
        }
    }

    private List<String> changesOfTheBag(byte[] zip) throws IOException {
        try (PackageFile file = PackageFile.open(Files.write(folder.resolve("flipped.zip"), zip))) {
            return BagCheck.of(file).differences();
        } catch (IOException unreadable) {
            return List.of("it cannot be read: " + unreadable.getMessage());
        }
    }

    /** The file that each byte belongs to; {@code outside} gets some of the bytes that belong to none. */
    private static Map<Integer, String> places(byte[] zip, List<Integer> outside) throws IOException {
        Map<Integer, String> files = new TreeMap<>();
        int at = 0;
        for (Map.Entry<String, byte[]> file : unpacked(zip).entrySet()) {
            int header = at + 30 + file.getKey().length();
            for (int i = at; i < header; i += 37) {
                outside.add(i);
            }
            String path = file.getKey().substring(file.getKey().indexOf('/') + 1);
            for (int i = 0; i < file.getValue().length; i++) {
                files.put(header + i, path);
            }
            at = header + file.getValue().length;
        }
        for (int i = at; i < zip.length; i += 37) {
            outside.add(i);
        }
        return files;
    }

    private static Map<String, byte[]> unpacked(byte[] zip) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private Path packedAgain(UnaryOperator<Map<String, byte[]>> change, int method) throws IOException {
        Path file = folder.resolve("again.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.setLevel(method);
            for (Map.Entry<String, byte[]> each :
                    change.apply(unpacked(Files.readAllBytes(sound))).entrySet()) {
                out.putNextEntry(new ZipEntry(each.getKey()));
                out.write(each.getValue());
                out.closeEntry();
            }
        }
        return file;
    }

    @Test
    void aZipPackedAgainByOthersIsAcceptedWithANote() throws IOException {
        Verification verification = verify(packedAgain(files -> files, 9));
        assertThat(verification.differences()).isEmpty();
        assertThat(verification.agreements()).anyMatch(line -> line.startsWith("note: the zip was packed again"));
    }

    @Test
    void filesThatWereAddedOrRemovedAreNamed() throws IOException {
        assertThat(differences(packedAgain(
                        files -> {
                            files.put(top() + "/data/more.csv", new byte[] {1});
                            files.remove(top() + "/data/books.json");
                            return files;
                        },
                        1)))
                .anyMatch(line -> line.startsWith("data/more.csv: was added"))
                .anyMatch(line -> line.startsWith("data/books.json: is missing"));
    }

    private static String top() {
        return "citygauge-small_town-2025";
    }

    /** Somebody who has the key changes files and makes manifests and signature fit. */
    private Path forged(Map<String, UnaryOperator<String>> changes) throws IOException {
        Path files = Files.createTempDirectory(folder, "forged");
        var bag = new BagWriter(files, top());
        Map<String, String> about = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> each :
                unpacked(Files.readAllBytes(sound)).entrySet()) {
            String path = each.getKey().substring(top().length() + 1);
            UnaryOperator<String> change = changes.getOrDefault(path, text -> text);
            if (path.startsWith("data/") || path.equals("datapackage.json")) {
                byte[] content = changes.containsKey(path)
                        ? changed(path, new String(each.getValue(), UTF_8), change)
                                .getBytes(UTF_8)
                        : each.getValue();
                bag.add(path, out -> out.write(content));
            }
        }
        Path zip = folder.resolve("forged.zip");
        bag.seal(about, SigningKey.read(key), zip);
        return zip;
    }

    private static String changed(String path, String text, UnaryOperator<String> change) {
        String changed = change.apply(text);
        assertThat(changed).as(path).isNotEqualTo(text);
        return changed;
    }

    private static UnaryOperator<String> replacing(String from, String to) {
        return text -> text.replace(from, to);
    }

    @Test
    void whatIsSealedAgainWithoutChangeAgrees() throws IOException {
        assertThat(differences(forged(Map.of()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "data/sensors.csv, 123456.789, 123456.790, data/measures.csv: electricity_consumption_total",
        "data/sensors.csv, 8000, 8001, data/indicators.csv",
        "data/figures.csv, 120000, 120001, data/measures.csv: population",
        "data/figures.csv, 'true,120000', 'true,120001', '120000 {person} is not 120001'",
        "data/measures.csv, 120000, 120001, data/measures.csv: population: value says \"120001\"",
        "data/indicators.json, 120000, 120001, data/indicators.json",
        "data/shares.csv, 'true,100', 'true,101', 'the shares in parking_spaces_realtime make 101, not 100'",
        "data/registry/assets.csv, 'P1,100', 'P1,101', data/measures.csv: parking_spaces_realtime",
        "data/registry/sensors.csv, 'MW.h', 'kW.h', data/measures.csv: electricity_consumption_total",
        "data/catalogue.yaml, 'live: true', 'live: false', data/measures.csv",
        "data/catalogue.yaml, 'scale: \"100000\"', 'scale: \"10000\"', needs scale 100000",
        "data/closing.json, '\"liveFactor\" : 3', '\"liveFactor\" : 300', data/shares.csv",
        "data/comparison.csv, 0.01741705693, 0.02741705693, data/comparison.csv"
    })
    void whatIsForgedWithTheKeyIsFoundByComputingAgain(String file, String from, String to, String found)
            throws IOException {
        assertThat(differences(forged(Map.of(file, replacing(from, to)))))
                .anyMatch(line -> line.contains(found))
                .noneMatch(line -> line.contains("manifest") || line.contains("signature"));
    }

    @Test
    void aPackageSignedWithAnotherKeyDoesNotPassForTheCitys() throws IOException {
        Path other = new PackedYear().pack(folder, "other.zip", folder.resolve("other-key.pem"));
        PublicKeyFile city = PublicKeyFile.read(key.resolveSibling("signing-key.pub.pem"));
        assertThat(Verification.of(sound, Optional.of(city), STANDARD).differences())
                .isEmpty();
        assertThat(Verification.of(other, Optional.of(city), STANDARD).differences())
                .singleElement()
                .asString()
                .startsWith("signature.jws: is of the key ");
    }

    @Test
    void evidenceThatNobodyNamesIsFound() throws IOException {
        assertThat(differences(forged(Map.of("data/figures.csv", replacing("-census_", "-other_")))))
                .anyMatch(line -> line.contains("is missing; data/figures.csv names it"))
                .anyMatch(line -> line.contains("belongs to no figure"));
    }

    @Test
    void whatIsNoPackageIsSaidToBeNone() throws IOException {
        assertThat(verify("hello".getBytes(UTF_8)).differences())
                .singleElement()
                .asString()
                .contains("end like a zip");
        assertThat(differences(folder.resolve("none.zip")))
                .singleElement()
                .asString()
                .contains("no such file");
        assertThat(differences(folder)).singleElement().asString().contains("no such file");
    }
}
