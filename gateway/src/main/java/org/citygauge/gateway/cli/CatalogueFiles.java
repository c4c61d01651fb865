package org.citygauge.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.citygauge.gateway.config.Checked;
import org.citygauge.gateway.config.Problem;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.catalogue.CatalogueLoad;
import org.citygauge.indicators.catalogue.CatalogueText;
import org.citygauge.indicators.catalogue.Catalogues;

/** The catalogue of ISO 37122 with a city's own files on top. */
public final class CatalogueFiles implements CatalogueLoader {
    private static final class Standard {
        static final Catalogue ISO_37122 = Catalogues.iso37122();
    }

    @Override
    public Checked<Catalogue> load(List<Path> cityFiles) {
        var problems = new ArrayList<Problem>();
        var texts = new ArrayList<CatalogueText>();
        for (Path file : cityFiles) {
            try {
                texts.add(new CatalogueText(String.valueOf(file.getFileName()), Files.readString(file)));
            } catch (IOException unreadable) {
                problems.add(Problem.inFile(file.toString(), "cannot be read as UTF-8 text: " + unreadable.getMessage()));
            }
        }
        return switch (Catalogues.extend(Standard.ISO_37122, texts)) {
            case CatalogueLoad.Loaded(Catalogue catalogue) -> Checked.of(catalogue, problems);
            case CatalogueLoad.Faulty(var found) -> {
                found.forEach(problem -> problems.add(
                        problem.line() == 0
                                ? Problem.inFile(problem.file(), problem.text())
                                : Problem.atLine(problem.file(), problem.line(), problem.text())));
                yield new Checked.Invalid<>(problems);
            }
        };
    }
}
