package org.citygauge.gateway.snapshot.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.citygauge.gateway.snapshot.bag.Printable;

/** What a check finds, in bounded memory. */
final class Findings {
    private static final int MOST = 200;

    private final List<String> agreements = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private long further;

    /** A part of the check. */
    interface Step {
        void run() throws IOException;
    }

    void agree(String text) {
        agreements.add(text);
    }

    /** @param file the file concerned */
    void differ(String file, String text) {
        differ(file + ": " + text);
    }

    void differ(String text) {
        if (differences.size() < MOST) {
            differences.add(Printable.of(text));
        } else {
            further++;
        }
    }

    boolean anyDifference() {
        return !differences.isEmpty();
    }

    /** Runs a part of the check; whatever a hostile file makes it throw is a difference of that file. */
    boolean tried(String file, Step step) {
        try {
            step.run();
            return true;
        } catch (IOException | RuntimeException broken) {
            String text = broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
            differ(file, "cannot be read: " + text.lines().findFirst().orElse(""));
        } catch (OutOfMemoryError | StackOverflowError tooMuch) {
            differ(file, "takes more memory than there is; CITYGAUGE_JAVA_OPTS=-Xmx… gives more");
        }
        return false;
    }

    Verification done() {
        var all = new ArrayList<>(differences);
        if (further > 0) {
            all.add("and " + further + " more");
        }
        return new Verification(agreements, all);
    }
}
