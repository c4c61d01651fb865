package org.citygauge.gateway.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All steps of one figure up to some instant, in order; at least one.
 *
 * <p>A draft, submitted or returned version is a proposal beside what is in force. Withdrawing takes back the proposal where there is
 * one, else what is in force.
 */
public record FigureHistory(List<FigureVersion> versions) {
    public FigureHistory {
        versions = List.copyOf(versions);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("a figure without a version");
        }
    }

    /** The histories of all figures that these are versions of. */
    public static List<FigureHistory> of(Collection<FigureVersion> inOrder) {
        return inOrder.stream()
                .collect(Collectors.groupingBy(FigureVersion::key, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(FigureHistory::new)
                .toList();
    }

    public FigureVersion newest() {
        return versions.getLast();
    }

    public FigureKey key() {
        return newest().key();
    }

    /** The version that counts. */
    public Optional<FigureVersion> inForce() {
        return fold().inForce();
    }

    /** The version that may still come to count. */
    public Optional<FigureVersion> proposal() {
        return fold().proposal();
    }

    /** Who wrote what the newest version says. */
    public String author() {
        return versions.reversed().stream()
                .filter(version -> version.state() == FigureState.DRAFT)
                .findFirst()
                .orElse(newest())
                .actor();
    }

    /** The newest step somebody took. */
    Optional<FigureVersion> lastOf(String actor) {
        return versions.reversed().stream()
                .filter(version -> version.actor().equals(actor))
                .findFirst();
    }

    private Standing fold() {
        var standing = new Standing(Optional.empty(), Optional.empty());
        for (FigureVersion version : versions) {
            standing = standing.after(version);
        }
        return standing;
    }

    private record Standing(Optional<FigureVersion> inForce, Optional<FigureVersion> proposal) {
        Standing after(FigureVersion version) {
            return switch (version.state()) {
                case DRAFT, SUBMITTED, RETURNED -> new Standing(inForce, Optional.of(version));
                case APPROVED -> new Standing(Optional.of(version), Optional.empty());
                case WITHDRAWN -> new Standing(proposal.isPresent() ? inForce : Optional.empty(), Optional.empty());
            };
        }
    }
}
