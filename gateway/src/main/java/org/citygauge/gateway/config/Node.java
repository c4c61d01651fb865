package org.citygauge.gateway.config;

import java.util.List;
import java.util.Map;

/** A part of a YAML file that knows its line. */
sealed interface Node {
    int line();

    /** @param text as written, without quotes; empty for nothing */
    record Scalar(String text, int line) implements Node {}

    record Items(List<Node> items, int line) implements Node {}

    record Entries(Map<String, Node> entries, int line) implements Node {}
}
