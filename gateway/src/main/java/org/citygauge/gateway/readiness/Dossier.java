package org.citygauge.gateway.readiness;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.citygauge.indicators.measure.MeasureId;

/**
 * What the city has recorded that a year is judged by, beside its numbers.
 *
 * @param proven figures in force that have evidence
 * @param waiting figures that are on their way and not in force yet: how far each is, in words
 * @param certificates all there are
 * @param firstClosed the first year that was closed
 */
public record Dossier(
        Set<Entry> proven, Map<Entry, String> waiting, List<Certificate> certificates, Optional<Integer> firstClosed) {
    public static final Dossier EMPTY = new Dossier(Set.of(), Map.of(), List.of(), Optional.empty());

    /** A figure of a year. */
    public record Entry(MeasureId measure, int year) {}

    public Dossier {
        proven = Set.copyOf(proven);
        waiting = Map.copyOf(waiting);
        certificates = List.copyOf(certificates);
    }
}
