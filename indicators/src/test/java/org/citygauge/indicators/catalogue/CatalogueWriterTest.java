package org.citygauge.indicators.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.indicators.formula.Formula;
import org.citygauge.indicators.measure.Aggregation;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.Measure;
import org.citygauge.indicators.measure.MeasureId;
import org.citygauge.indicators.measure.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueWriterTest {
    private static final Catalogue ISO = Catalogues.iso37122();

    private static Catalogue readBack(Catalogue catalogue) {
        return loaded(Catalogues.read(List.of(new CatalogueText("written.yaml", CatalogueWriter.write(catalogue)))));
    }

    private static Catalogue loaded(CatalogueLoad load) {
        return switch (load) {
            case CatalogueLoad.Loaded(Catalogue catalogue) -> catalogue;
            case CatalogueLoad.Faulty(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private static void assertReadsBackEqual(Catalogue catalogue) {
        Catalogue back = readBack(catalogue);
        assertThat(back).isEqualTo(catalogue);
        assertThat(back.measures().keySet())
                .containsExactlyElementsOf(catalogue.measures().keySet());
        assertThat(CatalogueWriter.write(back)).isEqualTo(CatalogueWriter.write(catalogue));
    }

    /** One indicator over one measure, with {@code text} wherever a text may stand. */
    private static Catalogue of(String text, Binding binding, Aggregation aggregation) {
        var above = new Measure(new MeasureId("yes"), text, new Unit("{thing}"), aggregation, binding);
        var below =
                new Measure(new MeasureId("on"), text, new Unit("{thing}"), Aggregation.LAST, new Binding.Entered());
        var measures = new LinkedHashMap<MeasureId, Measure>();
        measures.put(above.id(), above);
        measures.put(below.id(), below);
        var number = IndicatorNumber.parse("100.1");
        var indicator = new Indicator(
                number,
                new Theme(100, text),
                text,
                "1",
                new Formula(new BigDecimal("1.0"), above.id(), below.id(), true),
                Better.NEUTRAL,
                text,
                text);
        return new Catalogue(text, Map.of(number, indicator), measures);
    }

    @Test
    void theStandardReadsBackEqual() {
        assertReadsBackEqual(ISO);
    }

    @Test
    void aCitysOwnIndicatorsAndBindingsReadBackEqual() {
        String own = """
                themes: [{number: 100, title: "Wind & weather"}]
                measures:
                  - {id: own_a, title: "A", unit: "kW.h", aggregation: sum, binding: {sensors: {class: mast, quantity: energy}}}
                  - {id: own_b, title: "B", unit: "kW.h", aggregation: sum, binding: entered}
                indicators:
                  - {number: "100.1", title: T, unit: "%", scale: 1E+2, numerator: own_a, denominator: own_b, better: lower, formula_in_words: w}
                bindings:
                  population: {register: {class: block, where: {owner: "city, =1+1"}, weigh: people}}
                """;
        assertReadsBackEqual(loaded(Catalogues.extend(ISO, List.of(new CatalogueText("own.yaml", own)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "true",
                "12",
                "=1+1",
                "- a: {b, [c]} # d",
                "quotes \" and ' and \\ too",
                "two\nlines\r\nand\ta tab",
                " blanks around ",
                "\u00e4\u00f6\u00fc \u6f22\u5b57 \ud83d\ude8c",
                "\u0000\u0007\u007f\u0085\u2028\ufeff\uffff",
                "%&*!|>?@`"
            })
    void anyTextReadsBackEqual(String text) {
        var where = Map.of(text, text, "note", "");
        assertReadsBackEqual(of(text, new Binding.Entered(), Aggregation.SUM));
        assertReadsBackEqual(of(
                text,
                new Binding.Sensors(
                        List.of(text, "b"), List.of(text), where, text, Optional.of(new BigDecimal("1E+3"))),
                Aggregation.DURATION_TOTAL));
        assertReadsBackEqual(
                of(text, new Binding.Register(text, where, Optional.of(text), true), Aggregation.LIVE_WEIGHT));
        assertReadsBackEqual(
                of(text, new Binding.Register("x".repeat(2000), where, Optional.empty(), false), Aggregation.LAST));
        assertReadsBackEqual(of(
                text,
                new Binding.Sensors(List.of("a"), List.of(), Map.of("k".repeat(2000), text), "q", Optional.empty()),
                Aggregation.MEAN));
    }

    @Test
    void anEmptyCatalogueReadsBackEqual() {
        assertReadsBackEqual(new Catalogue("", Map.of(), Map.of()));
    }
}
