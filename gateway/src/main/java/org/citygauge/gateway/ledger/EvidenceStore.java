package org.citygauge.gateway.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.citygauge.gateway.ledger.LedgerRefused.Reason;

/** The files that prove figures and certificates, each kept once by its content. Blocks. */
public final class EvidenceStore {
    /** The longest file. */
    public static final long MAX_BYTES = 64L << 20;

    private static final int PIECE = 1 << 20;

    private final LedgerFile ledger;

    EvidenceStore(LedgerFile ledger) {
        this.ledger = ledger;
    }

    /**
     * Keeps what a file holds; where that is kept already, nothing changes.
     *
     * @param name what it is called
     */
    public Evidence add(Caller caller, Path file, String name, String mediaType) throws IOException {
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new LedgerRefused(
                    Reason.UNUSABLE,
                    name + " has " + size + " bytes; evidence of at most " + (MAX_BYTES >> 20) + " MiB is kept.");
        }
        if (size == 0) {
            throw new LedgerRefused(Reason.UNUSABLE, name + " is empty, and proves nothing.");
        }
        EvidenceRef ref;
        try {
            ref = new EvidenceRef(name, mediaType, hash(file));
        } catch (IllegalArgumentException unusable) {
            throw new LedgerRefused(Reason.UNUSABLE, String.valueOf(unusable.getMessage()));
        }
        try {
            return ledger.write(entries -> {
                Optional<Evidence> known = EvidenceTable.find(entries.connection(), ref.sha256());
                if (known.isPresent()) {
                    return known.get();
                }
                long id = EvidenceTable.insert(entries, ref, size, caller.name());
                pieces(entries, id, file, ref);
                return new Evidence(ref, size, entries.time(), caller.name());
            });
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    private static void pieces(Entries entries, long id, Path file, EvidenceRef ref) throws SQLException {
        MessageDigest stored = Chain.sha256();
        try (InputStream in = Files.newInputStream(file)) {
            int place = 0;
            for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                stored.update(piece);
                EvidenceTable.insertPiece(entries.connection(), id, place++, piece);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        if (!Chain.hex(stored).equals(ref.sha256())) {
            throw new UncheckedIOException(new IOException(file + " changed while it was read"));
        }
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest = Chain.sha256();
        try (InputStream in = Files.newInputStream(file)) {
            for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                digest.update(piece);
            }
        }
        return Chain.hex(digest);
    }

    /** The file of this content. */
    public Optional<Evidence> find(String sha256) {
        return ledger.read(connection -> EvidenceTable.find(connection, sha256));
    }

    /** All files, in the order in which they were added. */
    public List<Evidence> all() {
        return ledger.read(EvidenceTable::all);
    }

    /** A part of a file, counted from 0; empty behind the last. At most 1 MiB. */
    public Optional<byte[]> piece(String sha256, int place) {
        return ledger.read(connection -> EvidenceTable.piece(connection, sha256, place));
    }

    /** Writes a file out, piece by piece. */
    public void copy(String sha256, OutputStream out) throws IOException {
        int place = 0;
        for (Optional<byte[]> piece = piece(sha256, place); piece.isPresent(); piece = piece(sha256, ++place)) {
            out.write(piece.get());
        }
    }
}
