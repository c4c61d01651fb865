package org.citygauge.gateway.ledger;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * What people enter and decide: figures with their evidence, tokens, certificates, closings, and the log of who did what. Nothing in
 * it is ever changed or deleted. One SQLite file; any thread may use it, and is blocked meanwhile.
 */
public final class Ledger implements AutoCloseable {
    private final LedgerFile file;
    private final FigureBook figures;
    private final EvidenceStore evidence;
    private final TokenBook tokens;
    private final ClosingBook closings;
    private final AuditLog audit;

    private Ledger(LedgerFile file, InstantSource clock) {
        this.file = file;
        figures = new FigureBook(file);
        evidence = new EvidenceStore(file);
        tokens = new TokenBook(file, clock);
        closings = new ClosingBook(file);
        audit = new AuditLog(file);
    }

    /**
     * Opens the ledger of a data folder, or makes one.
     *
     * @throws LedgerUnavailable if its file cannot be used
     */
    public static Ledger open(Path data, InstantSource clock) {
        return new Ledger(LedgerFile.open(folder(data), clock), clock);
    }

    /** Where the ledger of a data folder is. */
    public static Path folder(Path data) {
        return data.resolve("ledger");
    }

    /** Its file. */
    public Path file() {
        return file.path();
    }

    /** Copies it, as it is at one commit, into a file that must not exist. Who uses it meanwhile does not wait. */
    public void copyTo(Path copy) {
        file.copyTo(copy);
    }

    public FigureBook figures() {
        return figures;
    }

    public EvidenceStore evidence() {
        return evidence;
    }

    public TokenBook tokens() {
        return tokens;
    }

    public ClosingBook closings() {
        return closings;
    }

    public AuditLog audit() {
        return audit;
    }

    /** Records a certificate the city has. */
    public Certificate addCertificate(Caller caller, Certificate.Statement says) {
        return file.write(entries -> CertificateTable.insert(entries, says, caller.name()));
    }

    /** The certificates of the city, in the order in which they were recorded. */
    public List<Certificate> certificates() {
        return file.read(CertificateTable::all);
    }

    @Override
    public void close() {
        file.close();
    }
}
