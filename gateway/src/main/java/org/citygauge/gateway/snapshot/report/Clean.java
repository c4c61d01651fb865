package org.citygauge.gateway.snapshot.report;

/** Text that XML can hold. */
final class Clean {
    private Clean() {}

    /** Without the characters that are none in XML. */
    static String text(String text) {
        return text.codePoints().allMatch(Clean::isXml)
                ? text
                : text.codePoints()
                        .map(c -> isXml(c) ? c : 0xFFFD)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
