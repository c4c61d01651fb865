package org.citygauge.gateway.ledger;

/**
 * Who does something: the holder of a token; or, while there is none, whoever is at this machine.
 *
 * @param name as it stands in the ledger
 */
public record Caller(String name, Role role) {
    /** Whoever is at this machine while nobody has a token. As nobody can be told apart then, it may approve what it wrote. */
    public static final Caller LOCAL = new Caller("local", Role.APPROVER);

    /** The file of figures. Who wrote it is not known. */
    public static final Caller FIGURES_FILE = new Caller("figures.csv", Role.EDITOR);

    /** Whether a token must not be called so. */
    public static boolean isReserved(String name) {
        return name.equals(LOCAL.name()) || name.equals(FIGURES_FILE.name());
    }
}
