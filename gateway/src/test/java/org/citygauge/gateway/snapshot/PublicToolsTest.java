package org.citygauge.gateway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others check a package with: the steps of docs/snapshot.md. */
class PublicToolsTest {
    private static final String PYTHON = "CITYGAUGE_TEST_PYTHON";

    @TempDir
    Path folder;

    private Path bag;

    @BeforeEach
    void unpack() throws IOException {
        Path zip = new PackedYear().pack(folder, "year.zip", folder.resolve("signing-key.pem"));
        try (var in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(in, file);
            }
        }
        bag = folder.resolve("citygauge-small_town-2025");
    }

    /** What a program says, both streams; it must end well. */
    private String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(bag.toFile())
                .redirectErrorStream(true)
                .start();
        try (InputStream said = process.getInputStream()) {
            String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(text).isZero();
            return text;
        }
    }

    private static String python() {
        String python = System.getenv(PYTHON);
        assumeTrue(
                python != null,
                "needs " + PYTHON + ", a Python with bagit and frictionless: pip install them in a venv");
        return String.valueOf(python);
    }

    @Test
    void sha256sumAcceptsBothManifests() throws Exception {
        assertThat(run("sha256sum", "-c", "--strict", "manifest-sha256.txt"))
                .contains("data/report.pdf: OK")
                .doesNotContain("FAILED");
        run("sha256sum", "-c", "--strict", "tagmanifest-sha256.txt");
    }

    @Test
    void opensslAcceptsTheSignatureAndShellToolsMakeTheDigest() throws Exception {
        String script = """
                set -e
                b64() { basenc --base64url -w0 | tr -d =; }
                printf '%s.%s' "$(cut -d. -f1 signature.jws)" "$(b64 < tagmanifest-sha256.txt)" > ../signed
                s=$(cut -d. -f3 signature.jws | tr -d '\\n'); printf '%s==' "$s" | basenc -d --base64url > ../signature
                openssl pkeyutl -verify -pubin -inkey ../signing-key.pub.pem -rawin -in ../signed -sigfile ../signature
                d=$(LC_ALL=C grep -E '  data/(evidence/.*|.*\\.(json|csv|yaml))$' manifest-sha256.txt | LC_ALL=C sort -k2 | sha256sum)
                grep "^Citygauge-Digest: ${d%% *}$" bag-info.txt
                """;
        assertThat(run("bash", "-c", script))
                .contains("Signature Verified Successfully")
                .contains("Citygauge-Digest: ");
    }

    @Test
    void bagitAcceptsTheBag() throws Exception {
        assertThat(run(python(), "-m", "bagit", "--validate", ".")).contains("is valid");
    }

    @Test
    void frictionlessAcceptsTheTables() throws Exception {
        assertThat(run(python(), "-m", "frictionless", "validate", "datapackage.json"))
                .contains("VALID")
                .doesNotContain("INVALID");
    }
}
