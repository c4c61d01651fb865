package org.citygauge.aggregator.evaluation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.citygauge.aggregator.hour.ByteSource;
import org.citygauge.aggregator.hour.Bytes;
import org.citygauge.aggregator.register.Sensor;

/**
 * The folds of a year as pages of bytes that can be kept. Each fold goes with the id of its sensor and a digest of everything it was
 * made by, so that it is only used again for the very same row of the register, year and way of adding up.
 */
final class FoldPages implements Iterable<byte[]> {
    /** To be raised whenever what a fold holds, or what it means, changes. */
    private static final int FORMAT = 3;

    private static final int PAGE = 256 << 10;
    private static final int DIGEST = 12;

    private final Iterable<SensorFold> folds;
    private final String setting;

    /** @param setting what all the folds depend on besides their rows */
    FoldPages(Iterable<SensorFold> folds, String setting) {
        this.folds = folds;
        this.setting = setting;
    }

    @Override
    public Iterator<byte[]> iterator() {
        Iterator<SensorFold> rest = folds.iterator();
        MessageDigest digest = sha256();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rest.hasNext();
            }

            @Override
            public byte[] next() {
                if (!rest.hasNext()) {
                    throw new NoSuchElementException();
                }
                var out = new Bytes(PAGE + 1024);
                while (rest.hasNext() && out.length() < PAGE) {
                    SensorFold fold = rest.next();
                    out.putText(fold.sensor().id());
                    out.putBytes(digestOf(fold, setting, digest), 0, DIGEST);
                    fold.pack(out);
                }
                return out.toArray();
            }
        };
    }

    /**
     * Reads a page.
     *
     * @param rowsOf the rows of the register that speak for a sensor
     * @param take takes each fold of a row that still is what it was
     */
    static void read(
            byte[] page,
            String setting,
            Function<String, Iterable<Sensor>> rowsOf,
            SensorFold.Setting foldSetting,
            Consumer<SensorFold> take) {
        MessageDigest digest = sha256();
        var in = new ByteSource(page, 0, page.length);
        while (in.hasMore()) {
            String id = in.takeText();
            byte[] expected = in.takeBytes(DIGEST);
            int start = in.position();
            SensorFold.skip(in);
            for (Sensor row : rowsOf.apply(id)) {
                SensorFold fold = SensorFold.restored(row, foldSetting, new ByteSource(page, start, in.position()));
                if (Arrays.equals(expected, digestOf(fold, setting, digest))) {
                    take.accept(fold);
                }
            }
        }
    }

    private static byte[] digestOf(SensorFold fold, String setting, MessageDigest digest) {
        String all = FORMAT + "|" + setting + "|" + fold.madeBy();
        return Arrays.copyOf(digest.digest(all.getBytes(StandardCharsets.UTF_8)), DIGEST);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
