package org.citygauge.indicators.catalogue;

/** The text of a catalogue file, and the name it is known by. */
public record CatalogueText(String name, String text) {}
