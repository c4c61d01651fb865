package org.citygauge.gateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.citygauge.aggregator.archive.Backup;
import org.citygauge.aggregator.archive.sqlite.BackupFile;
import org.citygauge.aggregator.engine.Books;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.gateway.cli.CitygaugeCommand;
import org.citygauge.gateway.ledger.AuditEntry;
import org.citygauge.gateway.ledger.AuditFinding;
import org.citygauge.gateway.ledger.Caller;
import org.citygauge.gateway.ledger.Content;
import org.citygauge.gateway.ledger.FigureKey;
import org.citygauge.gateway.ledger.Ledger;
import org.citygauge.indicators.measure.MeasureId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Backups made while the gateway runs, and what a gateway is that was made of one. */
@SuppressWarnings("NullAway.Init")
final class BackupTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MANY = 3_000;

    @TempDir
    Path folder;

    private final Instant begun = Instant.now();
    private final SetClock clock = new SetClock(begun);
    private final StringWriter said = new StringWriter();
    private Town town;
    private Outbox outbox;
    private Path data;
    private Path file;
    private List<Sent> acknowledgedBefore = List.of();

    @BeforeEach
    void make() throws IOException {
        town = Town.make(folder.resolve("town"));
        outbox = new Outbox(new Feed(town.devices(), new Random(37122), begun));
        data = folder.resolve("data");
        file = folder.resolve("backup.sqlite");
        try (Ledger ledger = Ledger.open(data, clock)) {
            ledger.figures()
                    .draft(
                            Caller.LOCAL,
                            new FigureKey(new MeasureId("population"), 2025),
                            Content.of(BigDecimal.TEN, "{person}", 2025),
                            "");
        }
    }

    private int citygauge(String... arguments) {
        CommandLine commands = CitygaugeCommand.commandLine(Map.of(), clock, new ByteArrayInputStream(new byte[0]));
        commands.setOut(new PrintWriter(said, true));
        commands.setErr(new PrintWriter(said, true));
        return commands.execute(arguments);
    }

    private int backup(URI gateway) {
        return citygauge("backup", file.toString(), "--url", gateway.toString());
    }

    private int restore(Path into) {
        return citygauge("restore", file.toString(), "--data", into.toString());
    }

    private void loadAndBackUp(GatewayProcess gateway) {
        outbox.allow(Integer.MAX_VALUE);
        var load = CompletableFuture.supplyAsync(() -> new Publisher(gateway.mqtt(), outbox, PATIENCE).run());
        Answer.awaitThat("much is acknowledged", () -> outbox.acknowledgedCount() > MANY || load.isDone());
        List<Sent> before = outbox.acknowledged();
        assertThat(backup(gateway.http())).as(said.toString()).isZero();
        int when = outbox.acknowledgedCount();
        Answer.awaitThat("the load goes on", () -> outbox.acknowledgedCount() > when + MANY || load.isDone());
        outbox.allow(0);
        load.join();
        acknowledgedBefore = before;
    }

    @Test
    void aBackupMadeUnderLoadHoldsAllThatWasAcknowledgedBefore() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.ready(town, data)) {
            loadAndBackUp(gateway);
            assertThat(outbox.acknowledgedCount()).isGreaterThan(acknowledgedBefore.size() + MANY);
        }
        Path elsewhere = folder.resolve("elsewhere");
        assertThat(restore(elsewhere)).as(said.toString()).isZero();
        AuditFinding copied = audit(elsewhere);
        assertThat(copied).matches(AuditFinding::isSound);
        try (Ledger ledger = Ledger.open(data, clock)) {
            assertThat(ledger.audit().entries(copied.entries() - 1, 1))
                    .as("the log goes on where the backup was made")
                    .extracting(AuditEntry::hash)
                    .containsExactly(copied.head());
        }
        Backup backup = BackupFile.check(file);
        clock.set(Instant.now());
        try (Opened restored = new Opened(town, elsewhere, clock);
                Opened undisturbed = new Opened(Town.make(folder.resolve("quiet")), folder.resolve("still"), clock)) {
            Map<String, Integer> stored = restored.stored();
            assertThat(stored.keySet())
                    .containsAll(acknowledgedBefore.stream().map(Sent::identity).toList())
                    .hasSizeLessThan(outbox.acknowledgedCount());
            Books books = restored.city().books();
            assertThat(books.readings().stored()).isEqualTo(stored.size()).isEqualTo(backup.readings());
            assertThat(books.messages().pending()).isZero();
            Audit.balance(restored);
            undisturbed.feed(outbox.said().stream()
                    .filter(sent -> stored.containsKey(sent.identity()))
                    .toList());
            assertThat(restored.year(clock.instant())).isEqualTo(undisturbed.year(clock.instant()));

            outbox.allAgain();
            assertThat(new Publisher(restored.mqtt(), outbox, PATIENCE).run()).isTrue();
            clock.set(Instant.now());
            assertThat(Audit.of(restored, outbox, undisturbed, clock.instant())).isEqualTo(new Finding(0, 0, true));
        }
    }

    @Test
    void whatTheGatewaySaidTheRestoredOneSaysToo() throws Exception {
        Books books;
        YearState year;
        List<?> letters;
        try (Opened gateway = new Opened(town, data, clock)) {
            outbox.allow(MANY);
            assertThat(new Publisher(gateway.mqtt(), outbox, PATIENCE).run()).isTrue();
            assertThat(backup(gateway.http())).as(said.toString()).isZero();
            Answer.awaitThat(
                    "all is taken in", () -> gateway.city().books().messages().pending() == 0);
            books = gateway.city().books();
            year = gateway.year(begun);
            letters = lettersOf(gateway);
            Answer.awaitThat(
                    "the gateway knows that it was fetched",
                    () -> metrics(gateway).matches("(?s).*\ncitygauge_backup_timestamp_seconds [1-9].*"));
        }
        Path elsewhere = folder.resolve("elsewhere");
        assertThat(restore(elsewhere)).as(said.toString()).isZero();
        try (Opened restored = new Opened(town, elsewhere, clock)) {
            assertThat(restored.city().books()).isEqualTo(books);
            assertThat(restored.year(begun)).isEqualTo(year);
            assertThat(lettersOf(restored)).isEqualTo(letters).isNotEmpty();
        }
    }

    private AuditFinding audit(Path of) {
        try (Ledger ledger = Ledger.open(of, clock)) {
            assertThat(ledger.figures().histories()).isNotEmpty();
            return ledger.audit().verify();
        }
    }

    private static List<?> lettersOf(Opened opened) {
        return Answer.of(opened.city().deadLetters(java.util.Optional.empty(), 100, java.util.Optional.empty()))
                .items()
                .stream()
                .map(letter -> letter.id() + letter.reason() + letter.detail() + letter.time())
                .toList();
    }

    private static boolean isEmpty(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }

    private static String metrics(Opened opened) {
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            var request = java.net.http.HttpRequest.newBuilder(opened.http().resolve("/metrics"));
            return client.send(request.build(), java.net.http.HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** The disk of the archive is lost, that of the journal is not: what came after the backup is still in it. */
    @Test
    void withTheJournalThatWasLeftNothingIsMissing() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.ready(town, data)) {
            loadAndBackUp(gateway);
            gateway.stop();
        }
        delete(data.resolve("archive"));
        assertThat(restore(data)).as(said.toString()).isZero();
        clock.set(Instant.now());
        try (Opened restored = new Opened(town, data, clock);
                Opened undisturbed = new Opened(Town.make(folder.resolve("quiet")), folder.resolve("still"), clock)) {
            assertThat(Audit.beforeResending(restored, outbox, false)).isEqualTo(new Finding(0, 0, true));
            assertThat(Audit.of(restored, outbox, undisturbed, clock.instant())).isEqualTo(new Finding(0, 0, true));
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void aFileThatIsThereIsNotReplaced() throws Exception {
        Files.writeString(file, "precious");
        try (Opened gateway = new Opened(town, data, clock)) {
            assertThat(backup(gateway.http())).isEqualTo(1);
        }
        assertThat(file).hasContent("precious");
        assertThat(said.toString()).contains("is there already");
    }

    @Test
    void anArchiveIsNotReplaced() throws Exception {
        try (Opened gateway = new Opened(town, data, clock)) {
            assertThat(backup(gateway.http())).as(said.toString()).isZero();
            assertThat(restore(data)).isEqualTo(1);
        }
        assertThat(said.toString()).contains("archive.sqlite is there already");
    }

    @Test
    void aFullDiskLeavesNoHalfFile() throws Exception {
        Path small = folder.resolve("small");
        file = small.resolve("backup.sqlite");
        try (SmallDisks disks = SmallDisks.mount(folder, Map.of("small", 64));
                Opened gateway = new Opened(town, data, clock)) {
            outbox.allow(MANY);
            new Publisher(gateway.mqtt(), outbox, PATIENCE).run();
            assertThat(backup(gateway.http())).isEqualTo(1);
            assertThat(small).isEmptyDirectory();
            assertThat(said.toString()).contains("No space left");
            disks.enlarge();
            assertThat(backup(gateway.http())).as(said.toString()).isZero();
            assertThat(small).isDirectoryContaining(path -> path.equals(file));
            Answer.awaitThat("the gateway keeps no copy", () -> isEmpty(data.resolve("backup")));
        }
    }

    @Test
    void aBackupDoesNotTakeTheLastBytesOfTheGatewaysDisk() throws Exception {
        try (SmallDisks disks = SmallDisks.mount(data, Map.of("backup", 100 * 1024));
                Opened gateway = new Opened(town, data, clock)) {
            assertThat(backup(gateway.http())).isEqualTo(1);
            assertThat(said.toString()).contains("507").contains("bytes left");
            assertThat(file).doesNotExist();
            disks.enlarge();
            assertThat(backup(gateway.http())).as(said.toString()).isZero();
        }
    }

    @Test
    void aGatewayThatDiesMeanwhileLeavesNoHalfFile() throws Exception {
        try (var server = new HalfGateway()) {
            assertThat(backup(server.url())).isEqualTo(1);
        }
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains("backup.sqlite"));
    }
}
