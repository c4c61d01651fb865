package org.citygauge.gateway.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.register.Register;
import org.citygauge.gateway.config.Checked;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.config.ConfigurationReader;
import org.citygauge.gateway.config.Overrides;
import org.citygauge.gateway.config.Problem;
import org.citygauge.gateway.figures.FigureRules;
import org.citygauge.gateway.figures.FiguresReader;
import org.citygauge.gateway.ledger.Content;
import org.citygauge.gateway.ledger.FigureKey;
import org.citygauge.gateway.readiness.CertificationRules;
import org.citygauge.gateway.readiness.RulesReader;
import org.citygauge.gateway.registry.RegisterReader;
import org.citygauge.indicators.catalogue.Catalogue;

/**
 * All files of a city, read as far as they can be.
 *
 * @param configuration empty where the file is no YAML, and then nothing else was read
 * @param problems of all files, in their order; none when the city can be served
 */
public record CityFiles(
        Optional<Configuration> configuration,
        Optional<Catalogue> catalogue,
        Optional<Register> register,
        Optional<Map<FigureKey, Content>> figures,
        Optional<CertificationRules> rules,
        List<Problem> problems) {
    public CityFiles {
        problems = List.copyOf(problems);
    }

    /** Reads what the configuration names; a part that is broken does not hide what is wrong with the others. */
    public static CityFiles read(
            Path file, Map<String, String> environment, Overrides overrides, CatalogueLoader loader) {
        ConfigurationReader.Draft draft = new ConfigurationReader(environment).draft(file, overrides);
        var problems = new ArrayList<>(draft.problems());
        if (draft.configuration().isEmpty()) {
            return new CityFiles(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), problems);
        }
        Configuration configuration = draft.configuration().get();
        Optional<Catalogue> own = sound(loader.load(configuration.catalogue()), problems);
        Optional<Catalogue> catalogue = own.or(() -> sound(loader.load(List.of()), new ArrayList<>()));
        Optional<Register> register = catalogue.flatMap(known ->
                sound(new RegisterReader(configuration.city().zone(), known).read(configuration.registry()), problems));
        Optional<Map<FigureKey, Content>> figures = own.flatMap(known -> sound(
                new FiguresReader(new FigureRules(known, configuration.city().currency()))
                        .read(configuration.figures()),
                problems));
        Optional<CertificationRules> rules = own.flatMap(known -> sound(
                new RulesReader(known, String.valueOf(file.getFileName())).read(configuration.certification()),
                problems));
        return new CityFiles(draft.configuration(), own, register, figures, rules, problems);
    }

    private static <T> Optional<T> sound(Checked<T> checked, List<Problem> problems) {
        return switch (checked) {
            case Checked.Valid<T>(var value) -> Optional.of(value);
            case Checked.Invalid<T>(var found) -> {
                problems.addAll(found);
                yield Optional.empty();
            }
        };
    }
}
