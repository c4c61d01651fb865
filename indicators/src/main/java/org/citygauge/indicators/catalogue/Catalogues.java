package org.citygauge.indicators.catalogue;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where catalogues come from. */
public final class Catalogues {
    private static final String RESOURCE = "iso-37122-2019.yaml";

    private Catalogues() {}

    /** ISO 37122:2019: 80 indicators, 124 measures, and a default binding for each that can have one. */
    public static Catalogue iso37122() {
        return switch (read(List.of(new CatalogueText(RESOURCE, text())))) {
            case CatalogueLoad.Loaded(Catalogue catalogue) -> catalogue;
            case CatalogueLoad.Faulty(List<Problem> problems) ->
                throw new IllegalStateException("the built-in catalogue is broken: " + problems);
        };
    }

    private static String text() {
        try (var resource = Catalogues.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("the built-in catalogue is not on the class path");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.io.IOException unreadable) {
            throw new IllegalStateException("the built-in catalogue cannot be read", unreadable);
        }
    }

    /** A catalogue made of nothing but these files. */
    public static CatalogueLoad read(List<CatalogueText> files) {
        var reader = new CatalogueReader();
        files.forEach(reader::read);
        return reader.finish();
    }

    /** A catalogue with a city's own files on top: more indicators and measures, other bindings. */
    public static CatalogueLoad extend(Catalogue base, List<CatalogueText> files) {
        var reader = new CatalogueReader();
        reader.begin(base);
        files.forEach(reader::read);
        return reader.finish();
    }
}
