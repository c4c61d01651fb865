package org.citygauge.aggregator.projection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;

/** What a copy of a sensor's hours depends on in the register. */
public final class RegisterRows {
    private RegisterRows() {}

    /** The sensors whose rows, or the assets of these, say something else. */
    static Set<String> changed(Register before, Register after) {
        var changed = new TreeSet<String>();
        for (Register one : List.of(before, after)) {
            for (Sensor row : one.sensors()) {
                if (!text(before, before.rowsOf(row.id())).equals(text(after, after.rowsOf(row.id())))) {
                    changed.add(row.id());
                }
            }
        }
        return changed;
    }

    private static String text(Register register, List<Sensor> rows) {
        var text = new StringBuilder();
        for (Sensor row : rows) {
            text.append(row).append('|');
            register.asset(row.asset())
                    .ifPresent(
                            asset -> text.append(asset.assetClass()).append('|').append(asset.weight()));
            text.append('\n');
        }
        return text.toString();
    }

    /** A digest of all that matters of a register: where it is the same, so is that. */
    public static String digest(Register register) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Sensor row : register.sensors()) {
                digest.update(text(register, List.of(row)).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java has it
        }
    }
}
