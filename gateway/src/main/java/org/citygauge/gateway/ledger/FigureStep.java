package org.citygauge.gateway.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.citygauge.gateway.ledger.LedgerRefused.Reason;

/** What can be done with a figure that was drafted. */
public enum FigureStep {
    SUBMIT(FigureState.SUBMITTED, Role.EDITOR),
    APPROVE(FigureState.APPROVED, Role.APPROVER),
    RETURN(FigureState.RETURNED, Role.APPROVER),
    WITHDRAW(FigureState.WITHDRAWN, Role.EDITOR);

    private final FigureState result;
    private final Role needs;

    FigureStep(FigureState result, Role needs) {
        this.result = result;
        this.needs = needs;
    }

    /** The last part of its path, such as {@code submit}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FigureStep> of(String code) {
        return Arrays.stream(values()).filter(step -> step.code().equals(code)).findFirst();
    }

    FigureState result() {
        return result;
    }

    /** The least role that may do it. */
    public Role needs() {
        return needs;
    }

    private boolean mayFollowOn(FigureState state) {
        return switch (this) {
            case SUBMIT -> state == FigureState.DRAFT || state == FigureState.RETURNED;
            case APPROVE, RETURN -> state == FigureState.SUBMITTED;
            case WITHDRAW -> true;
        };
    }

    void check(Caller caller, FigureHistory history, String comment) {
        FigureKey key = history.key();
        FigureState state = history.newest().state();
        if (!mayFollowOn(state)) {
            throw new LedgerRefused(
                    Reason.CONFLICT,
                    key + " is " + (state == FigureState.DRAFT ? "a draft" : state.code()) + "; " + whatItNeeds(state));
        }
        switch (this) {
            case SUBMIT -> {}
            case APPROVE -> refuseAuthor(caller, history);
            case RETURN -> {
                if (comment.isBlank()) {
                    throw new LedgerRefused(
                            Reason.UNUSABLE,
                            "comment: say what is to be changed; " + key + " is not returned without.");
                }
            }
            case WITHDRAW -> checkWithdrawal(caller, history);
        }
    }

    private String whatItNeeds(FigureState state) {
        String whose = mayFollowOn(FigureState.SUBMITTED)
                ? "only what was submitted can be " + result.code() + "."
                : "only a draft, or what was returned, can be submitted.";
        return state == FigureState.APPROVED ? whose + " Draft it again to change it." : whose;
    }

    private static void refuseAuthor(Caller caller, FigureHistory history) {
        boolean toldApart = !caller.equals(Caller.LOCAL);
        if (toldApart && history.author().equals(caller.name())) {
            throw new LedgerRefused(
                    Reason.FORBIDDEN,
                    caller.name() + " wrote " + history.key() + " and does not approve it: another approver has to.");
        }
    }

    private static void checkWithdrawal(Caller caller, FigureHistory history) {
        if (history.proposal().isPresent()) {
            return;
        }
        if (history.inForce().isEmpty()) {
            throw new LedgerRefused(Reason.CONFLICT, history.key() + " is withdrawn already.");
        }
        if (!caller.role().mayActAs(Role.APPROVER)) {
            throw new LedgerRefused(
                    Reason.FORBIDDEN,
                    history.key() + " is in force: withdrawing it needs the role " + Role.APPROVER.code() + ", and "
                            + caller.name() + " has the role " + caller.role().code() + ".");
        }
    }
}
