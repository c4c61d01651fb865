package org.citygauge.gateway.snapshot.bag;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What RFC 8493 makes of a folder, and what we add: one digest, and a signature of the manifest of tags. */
final class Bag {
    static final String DECLARATION = "bagit.txt";
    static final String DECLARED = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    static final String INFO = "bag-info.txt";
    static final String MANIFEST = "manifest-sha256.txt";
    static final String TAGS = "tagmanifest-sha256.txt";
    static final String SIGNATURE = "signature.jws";
    static final String OXUM = "Payload-Oxum";
    static final String DIGEST = "Citygauge-Digest";

    private Bag() {}

    static SortedMap<String, Item> payload(SortedMap<String, Item> items) {
        return new TreeMap<>(items.subMap("data/", "data0"));
    }

    /** The tag files, but for those that are made of them. */
    static SortedMap<String, Item> tags(SortedMap<String, Item> items) {
        var tags = new TreeMap<>(items);
        tags.keySet().removeAll(payload(items).keySet());
        tags.remove(TAGS);
        tags.remove(SIGNATURE);
        return tags;
    }

    /** What the one digest is made of: facts, not the ways they are shown. */
    static SortedMap<String, Item> digested(SortedMap<String, Item> items) {
        var facts = payload(items);
        facts.keySet().removeIf(path -> !path.startsWith("data/evidence/") && !path.matches(".*\\.(json|csv|yaml)"));
        return facts;
    }

    static String oxum(SortedMap<String, Item> payload) {
        return payload.values().stream().mapToLong(Item::bytes).sum() + "." + payload.size();
    }

    static String info(Map<String, String> lines) {
        var text = new StringBuilder();
        lines.forEach((label, value) -> text.append(label)
                .append(": ")
                .append(value.replaceAll("\\p{Cntrl}", " ").strip())
                .append('\n'));
        return text.toString();
    }
}
