package org.citygauge.gateway.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the holder of a token may do. */
public enum Role {
    /** Reads, but for the audit log and the tokens. */
    VIEWER,
    /** Reads everything, for a time. */
    AUDITOR,
    /** Reads, sends readings, and writes and submits figures. */
    EDITOR,
    /** Does everything; but never approves what they wrote. */
    APPROVER;

    /** Whether this role may do what asks for {@code needed}. */
    public boolean mayActAs(Role needed) {
        return switch (needed) {
            case VIEWER -> true;
            case AUDITOR -> this == AUDITOR || this == APPROVER;
            case EDITOR -> this == EDITOR || this == APPROVER;
            case APPROVER -> this == APPROVER;
        };
    }

    /** The name in files and JSON, such as {@code editor}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of this name. */
    public static Optional<Role> of(String code) {
        return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
    }
}
