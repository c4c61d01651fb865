package org.citygauge.gateway.upload;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.citygauge.gateway.ledger.Content;
import org.citygauge.gateway.ledger.EvidenceRef;
import org.citygauge.gateway.ledger.FigureKey;
import org.citygauge.gateway.ledger.FigureState;
import org.citygauge.indicators.measure.Measure;

/**
 * What a row would change of a figure.
 *
 * @param row counted from 1
 * @param before the state the figure is in; empty where there is none yet
 * @param fields what differs; for a new figure, all it says
 */
public record Change(
        int row, Measure measure, FigureKey key, Optional<FigureState> before, List<Field> fields, Content content) {
    public Change {
        fields = List.copyOf(fields);
    }

    /** @param from empty for nothing, as is {@code to} */
    public record Field(String name, String from, String to) {}

    public boolean isNew() {
        return before.isEmpty();
    }

    static Change of(Entry entry) {
        return new Change(
                entry.row().number(),
                entry.measure(),
                entry.key(),
                entry.before().map(version -> version.state()),
                fields(entry),
                entry.content());
    }

    private static List<Field> fields(Entry entry) {
        Optional<Content> old = entry.before().map(version -> version.content());
        List<Field> now = said(entry.content(), entry.measure());
        List<Field> then = old.map(content -> said(content, entry.measure())).orElse(List.of());
        var fields = new ArrayList<Field>();
        for (int i = 0; i < now.size(); i++) {
            String from = then.isEmpty() ? "" : then.get(i).to();
            String to = now.get(i).to();
            if (!from.equals(to)
                    && !isSameNumber(old, entry.content(), now.get(i).name())) {
                fields.add(new Field(now.get(i).name(), from, to));
            }
        }
        return fields;
    }

    private static boolean isSameNumber(Optional<Content> old, Content now, String field) {
        return field.equals(FigureColumn.VALUE.code())
                && old.flatMap(Content::value)
                        .flatMap(before -> now.value().map(value -> value.compareTo(before) == 0))
                        .orElse(false);
    }

    /** Everything a figure says, in the order of the columns. */
    private static List<Field> said(Content content, Measure measure) {
        String unit = content.unit().isEmpty() ? measure.unit().code() : content.unit();
        return List.of(
                field(
                        FigureColumn.VALUE,
                        content.value().map(BigDecimal::toPlainString).orElse("")),
                field(FigureColumn.UNIT, content.value().isEmpty() ? "" : unit),
                field(FigureColumn.YEAR_OF_DATA, Integer.toString(content.yearOfData())),
                field(FigureColumn.SOURCE_ORGANISATION, content.source().organisation()),
                field(FigureColumn.SOURCE_DOCUMENT, content.source().document()),
                field(FigureColumn.SOURCE_ADDRESS, content.source().address()),
                field(FigureColumn.METHOD, content.method()),
                field(FigureColumn.COMMENT, content.comment()),
                field(
                        FigureColumn.NOT_AVAILABLE_BECAUSE,
                        content.notAvailableBecause().orElse("")),
                field(FigureColumn.AS_OF, content.asOf().map(String::valueOf).orElse("")),
                field(
                        FigureColumn.EVIDENCE,
                        content.evidence().stream().map(EvidenceRef::sha256).collect(Collectors.joining(" "))));
    }

    private static Field field(FigureColumn column, String text) {
        return new Field(column.code(), "", text);
    }
}
