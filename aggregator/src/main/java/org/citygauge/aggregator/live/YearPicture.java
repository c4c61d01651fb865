package org.citygauge.aggregator.live;

import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.aggregator.closing.YearInputs;
import org.citygauge.aggregator.engine.Books;
import org.citygauge.aggregator.evaluation.SensorRecord;
import org.citygauge.aggregator.evaluation.YearState;

/**
 * A year with everything its numbers are made of, so that they can be made again elsewhere.
 *
 * @param state the numbers
 * @param sensors what each row of the register that is valid in the year gave, in the order of the register
 * @param books of the city; of a closed year, as they were then
 * @param closing the revision this is; empty while the year is open
 */
public record YearPicture(
        YearState state, YearInputs inputs, List<SensorRecord> sensors, Books books, Optional<Closing> closing) {
    public YearPicture {
        sensors = List.copyOf(sensors);
    }
}
