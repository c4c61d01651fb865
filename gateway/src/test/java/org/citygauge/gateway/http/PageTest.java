package org.citygauge.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class PageTest {
    /** Not a temporary one: a browser that ends may still write there while that is being deleted. */
    private final Path folder =
            Path.of("target", "browser-" + ProcessHandle.current().pid()).toAbsolutePath();

    @Test
    void thePageNeedsNothingFromOtherHosts() {
        try (var door = RunningDoor.open(SampleCity.ofThree())) {
            for (String path : List.of("/", "/page.js", "/sensors.js", "/page.css")) {
                assertThat(door.get(path).body()).doesNotContain("http://").doesNotContain("https://");
            }
            assertThat(door.get("/")
                            .headers()
                            .firstValue("Content-Security-Policy")
                            .orElseThrow())
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
        }
    }

    @Test
    void whatABrowserHasItNeedNotLoadAgain() {
        try (var door = RunningDoor.open(SampleCity.ofThree())) {
            String tag = door.get("/page.js").headers().firstValue("ETag").orElseThrow();
            var again = door.request("/page.js").header("If-None-Match", tag);
            assertThat(door.send(again).statusCode()).isEqualTo(304);
        }
    }

    @Test
    void aBrowserShowsEveryIndicatorOfTheStandard() throws IOException, InterruptedException {
        try (var door = RunningDoor.open(SampleCity.ofTheStandard())) {
            String page = show(door.url() + "/?year=2025"); // a year that is over, so that the page comes to rest
            assertThat(page.split("class=\"row\"", -1)).hasSize(80 + 1);
            assertThat(page).contains("Sample City").contains(">19.8<").contains(">missing<");
            assertThat(page).contains("No assets of class water_main in the register");
            assertThat(page).contains("<strong id=\"counted\">70</strong>");
        }
    }

    /** The document as it is once a browser has run its scripts. */
    private String show(String url) throws IOException, InterruptedException {
        Path output = Files.createDirectories(folder).resolve("page.html");
        Process browser = new ProcessBuilder(
                        browser(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--virtual-time-budget=10000",
                        "--dump-dom",
                        url)
                .redirectOutput(output.toFile())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        try {
            assertThat(browser.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return Files.readString(output);
        } finally {
            browser.destroyForcibly();
        }
    }

    private static String browser() {
        String found = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElse("");
        Assumptions.assumeFalse(found.isEmpty(), "no Chromium is installed: apt-get install chromium");
        return found;
    }
}
