package org.citygauge.aggregator.live;

import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.aggregator.closing.Reason;
import org.citygauge.aggregator.evaluation.YearState;

/**
 * How a year stands.
 *
 * @param state its numbers; of a year that is over and open, as they would be if it was closed now
 * @param isOver whether its last day is past
 * @param revisions every closing of it, in order; empty while it is open
 * @param digest of the numbers of its last revision, once they are known
 * @param reasonsToRestate what came since it was closed last
 */
public record YearStanding(
        YearState state,
        boolean isOver,
        List<Closing> revisions,
        Optional<String> digest,
        List<Reason> reasonsToRestate) {
    public YearStanding {
        revisions = List.copyOf(revisions);
        reasonsToRestate = List.copyOf(reasonsToRestate);
    }
}
