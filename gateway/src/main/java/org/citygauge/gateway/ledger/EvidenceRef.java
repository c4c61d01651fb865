package org.citygauge.gateway.ledger;

import java.util.regex.Pattern;

/**
 * A file that proves something, as it is named there.
 *
 * @param name its name, without folders
 * @param mediaType such as {@code application/pdf}
 * @param sha256 of its bytes, in lower-case hexadecimal: what it is found by
 */
public record EvidenceRef(String name, String mediaType, String sha256) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,200}");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[!-~]{1,100}/[ -~]{1,100}");

    public EvidenceRef {
        if (!HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "\"" + sha256 + "\" is no SHA-256: write 64 hexadecimal digits in lower case");
        }
        if (!NAME.matcher(name).matches() || name.isBlank() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no name of a file: at most 200 characters, none of them / or \\");
        }
        if (!MEDIA_TYPE.matcher(mediaType).matches()) {
            throw new IllegalArgumentException("\"" + mediaType + "\" is no media type such as application/pdf");
        }
    }
}
