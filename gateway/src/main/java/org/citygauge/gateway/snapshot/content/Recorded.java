package org.citygauge.gateway.snapshot.content;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.closing.YearInputs;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.aggregator.evaluation.SensorFacts;
import org.citygauge.aggregator.evaluation.SensorRecord;
import org.citygauge.aggregator.evaluation.SensorShare;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.gateway.snapshot.table.MeasureRows;

/** A year made of what was recorded of its sensors, by the evaluator that makes the live numbers. */
public final class Recorded {
    private static final Contribution NOTHING = new Contribution(
            0,
            BigDecimal.ZERO,
            Optional.empty(),
            Optional.empty(),
            BigDecimal.ZERO,
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            Map.of());

    private final About about;
    private final YearInputs inputs;
    private final YearEvaluator evaluator;
    private final IdentityHashMap<Sensor, SensorRecord> records;
    private final SensorFacts facts = new SensorFacts() {
        @Override
        public Contribution contribution(Sensor sensor) {
            SensorRecord record = records.get(sensor);
            return record == null ? NOTHING : record.contribution();
        }

        @Override
        public long lastHeard(Sensor sensor) {
            SensorRecord record = records.get(sensor);
            return record == null ? Long.MIN_VALUE : record.lastHeardMicros();
        }
    };

    /** @param records of rows of the register, those very objects */
    public Recorded(About about, YearInputs inputs, Collection<SensorRecord> records) {
        this.about = about;
        this.inputs = inputs;
        var open = new YearEvaluator(inputs.catalogue(), inputs.calendar(), inputs.liveFactor(), inputs.stuckAfter());
        evaluator = about.isDraft() ? open : open.ofClosedYear();
        this.records = new IdentityHashMap<>(records.size());
        records.forEach(record -> this.records.put(record.sensor(), record));
    }

    /** The year's numbers. */
    public YearState state() {
        return evaluator.evaluate(about.year(), about.asOf(), inputs.register(), inputs.figures(), facts);
    }

    /** What the sensors behind a measure bring into it. */
    public List<SensorShare> shares(MeasureState measure) {
        return evaluator.shares(
                measure.measure(), measure.bound(), about.year(), about.asOf(), inputs.register(), facts);
    }

    /** The measures that each row of the register is behind, by name, separated by blanks. */
    public static IdentityHashMap<Sensor, String> measures(YearState state) {
        IdentityHashMap<Sensor, List<String>> names = new IdentityHashMap<>();
        MeasureRows.sorted(state)
                .forEach(measure -> measure.bound()
                        .forEach(sensor -> names.computeIfAbsent(sensor, unseen -> new ArrayList<>(1))
                                .add(measure.measure().id().value())));
        IdentityHashMap<Sensor, String> joined = new IdentityHashMap<>(names.size());
        var texts = new HashMap<List<String>, String>();
        names.forEach((sensor, its) -> joined.put(sensor, texts.computeIfAbsent(its, list -> String.join(" ", list))));
        return joined;
    }
}
