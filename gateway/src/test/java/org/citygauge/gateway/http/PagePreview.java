package org.citygauge.gateway.http;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Timer;
import java.util.TimerTask;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.indicators.formula.Outcome;

/** Shows the page with made-up numbers that change, for working on it. Run it, and open the address it prints. */
final class PagePreview {
    private PagePreview() {}

    public static void main(String[] arguments) {
        SampleCity sample = SampleCity.ofTheStandard();
        RunningDoor door = RunningDoor.open(sample);
        var random = new Random(1);
        new Timer("changes")
                .scheduleAtFixedRate(
                        new TimerTask() {
                            @Override
                            public void run() {
                                change(door, sample, random);
                            }
                        },
                        1000,
                        1000);
        System.out.println(door.url());
    }

    private static void change(RunningDoor door, SampleCity sample, Random random) {
        List<IndicatorState> computed = sample.year().indicators().stream()
                .filter(state -> state.outcome() instanceof Outcome.Computed)
                .toList();
        IndicatorState chosen = computed.get(random.nextInt(computed.size()));
        String number = chosen.indicator().number().toString();
        Optional<BigDecimal> more = chosen.numerator().value().map(value -> value.add(BigDecimal.TEN));
        door.city.changed(sample, List.of(sample.change(number, more)));
    }
}
