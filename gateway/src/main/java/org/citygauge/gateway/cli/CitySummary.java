package org.citygauge.gateway.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.aggregator.register.Register;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.config.Configuration.Source;
import org.citygauge.gateway.ledger.Content;
import org.citygauge.gateway.ledger.FigureKey;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.Measure;

/** What was read of a city, in a few lines. */
final class CitySummary {
    private CitySummary() {}

    static List<String> lines(CityFiles files) {
        var lines = new ArrayList<String>();
        files.configuration().map(CitySummary::configuration).ifPresent(lines::add);
        files.catalogue().map(CitySummary::catalogue).ifPresent(lines::add);
        files.register().map(CitySummary::register).ifPresent(lines::add);
        files.figures().map(CitySummary::figures).ifPresent(lines::add);
        if (files.catalogue().isPresent() && files.register().isPresent()) {
            lines.addAll(withoutAssets(files.catalogue().get(), files.register().get()));
        }
        return lines;
    }

    private static String configuration(Configuration read) {
        String sources = read.sources().stream().map(Source::name).collect(Collectors.joining(", "));
        return "city      " + read.city().name() + " (" + read.city().id() + "), "
                + read.city().zone() + ", year from "
                + read.fiscalYearStart().toString().substring(2) + "; "
                + counted(read.sources().size(), "source") + (sources.isEmpty() ? "" : ": " + sources);
    }

    private static String catalogue(Catalogue catalogue) {
        return "catalogue " + catalogue.edition() + ", "
                + counted(catalogue.indicators().size(), "indicator") + ", "
                + counted(catalogue.measures().size(), "measure");
    }

    private static String register(Register register) {
        long classes =
                register.assets().stream().map(Asset::assetClass).distinct().count();
        return "register  " + counted(register.assets().size(), "asset") + " of "
                + (classes == 1 ? "1 class" : classes + " classes") + ", "
                + counted(register.sensors().size(), "sensor");
    }

    private static String figures(Map<FigureKey, Content> figures) {
        Set<Integer> years =
                figures.keySet().stream().map(FigureKey::year).collect(Collectors.toCollection(TreeSet::new));
        return "figures   " + counted(figures.size(), "figure")
                + (years.isEmpty()
                        ? ""
                        : " for " + years.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }

    private static String counted(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }

    /** The classes that measures ask for and no asset has. */
    private static List<String> withoutAssets(Catalogue catalogue, Register register) {
        Map<String, Set<String>> measures = new TreeMap<>();
        for (Measure measure : catalogue.measures().values()) {
            classes(measure.binding())
                    .filter(assetClass -> register.ofClass(assetClass).isEmpty())
                    .forEach(assetClass -> measures.computeIfAbsent(assetClass, unseen -> new TreeSet<>())
                            .add(measure.id().value()));
        }
        return measures.entrySet().stream()
                .map(entry -> "no asset  of class " + entry.getKey() + ", which " + String.join(", ", entry.getValue())
                        + (entry.getValue().size() == 1 ? " needs" : " need"))
                .toList();
    }

    private static Stream<String> classes(Binding binding) {
        return switch (binding) {
            case Binding.Entered entered -> Stream.empty();
            case Binding.Register bound -> Stream.of(bound.assetClass());
            case Binding.Sensors bound -> Stream.of(bound.plus(), bound.minus()).flatMap(Collection::stream);
        };
    }
}
