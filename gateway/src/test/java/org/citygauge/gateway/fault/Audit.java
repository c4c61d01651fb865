package org.citygauge.gateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.engine.Books;
import org.citygauge.aggregator.evaluation.YearState;

/** What must hold after every fault, whatever it was. */
final class Audit {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Audit() {}

    /**
     * Everything that can be said before the devices have sent again what was not acknowledged.
     *
     * @param brokerOwes whether a broker still has to deliver what it acknowledged to devices
     */
    static Finding beforeResending(Opened opened, Outbox outbox, boolean brokerOwes) {
        Answer.isTrue(
                LIMIT,
                () -> opened.city().books().messages().pending() == 0
                        && (!brokerOwes || lost(opened.stored(), outbox) == 0));
        balance(opened);
        Map<String, Integer> stored = opened.stored();
        return new Finding(lost(stored, outbox), doubled(stored, opened), true);
    }

    /** Everything, against a run that nothing disturbed; both stand at {@code at}. */
    static Finding of(Opened opened, Outbox outbox, Opened undisturbed, Instant at) throws InterruptedException {
        Answer.isTrue(
                LIMIT, () -> opened.city().books().messages().pending() == 0 && lost(opened.stored(), outbox) == 0);
        balance(opened);
        Map<String, Integer> stored = opened.stored();
        undisturbed.feed(outbox.said().stream()
                .filter(sent -> stored.containsKey(sent.identity()))
                .toList());
        return new Finding(lost(stored, outbox), doubled(stored, opened), totalsEqual(opened, undisturbed, at));
    }

    static long lost(Map<String, Integer> stored, Outbox outbox) {
        return outbox.acknowledged().stream()
                .filter(sent -> !stored.containsKey(sent.identity()))
                .count();
    }

    private static long doubled(Map<String, Integer> stored, Opened opened) {
        long more = stored.values().stream().mapToLong(times -> times - 1).sum();
        return more + Math.abs(opened.city().books().readings().stored() - stored.size());
    }

    private static boolean totalsEqual(Opened opened, Opened undisturbed, Instant at) {
        YearState expected = undisturbed.year(at);
        boolean live = Answer.isTrue(LIMIT, () -> Objects.equals(opened.city().now(), expected));
        boolean anew = opened.year(at).equals(expected);
        int year = expected.year();
        boolean sensors = opened.summaries(year).equals(undisturbed.summaries(year))
                && opened.summaries(year - 1).equals(undisturbed.summaries(year - 1));
        if (!live || !anew || !sensors) {
            System.out.println("live " + live + ", anew " + anew + ", sensors " + sensors);
            System.out.println(opened.summaries(year) + "\n" + undisturbed.summaries(year));
        }
        return live && anew && sensors;
    }

    /** Promise 2, of all sources together and of each; and each refusal is a dead letter. */
    static void balance(Opened opened) {
        Books books = opened.city().books();
        balance(books.messages(), books.readings());
        books.bySource().values().forEach(source -> balance(source.messages(), source.readings()));
        long rejected = sum(books.messages().rejected()) + sum(books.readings().rejected());
        Answer.awaitThat("each of " + rejected + " refusals is a dead letter", () -> letters(opened) == rejected);
    }

    private static long letters(Opened opened) {
        Archive.DeadLetterCount letters = opened.city().deadLetterCount();
        return letters.kept() + letters.letGo();
    }

    private static void balance(Books.Messages messages, Books.Readings readings) {
        assertThat(messages.received())
                .as("%s", messages)
                .isEqualTo(messages.decoded() + sum(messages.rejected()) + messages.pending());
        assertThat(readings.received())
                .as("%s", readings)
                .isEqualTo(readings.stored() + readings.duplicate() + sum(readings.rejected()));
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
