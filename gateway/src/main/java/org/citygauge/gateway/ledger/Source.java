package org.citygauge.gateway.ledger;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who says so.
 *
 * @param organisation such as an office or a utility; any of the three may be empty
 * @param document the title of a report or a register
 * @param address where the document is found
 */
public record Source(String organisation, String document, String address) {
    public static final Source NONE = new Source("", "", "");

    /** Organisation and document, as they are shown with the figure. */
    public String inWords() {
        return Stream.of(organisation, document).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }
}
