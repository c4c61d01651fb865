package org.citygauge.gateway.upload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** The texts of a workbook, which its cells refer to by number. */
final class SharedTexts extends DefaultHandler {
    private static final int MOST = Sheet.MAX_ROWS * 20;
    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private final List<String> texts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean inText;
    private boolean inPhonetic;

    /** The text of this number. */
    Optional<String> get(String number) {
        return number.matches("[0-9]{1,9}") && Integer.parseInt(number) < texts.size()
                ? Optional.of(texts.get(Integer.parseInt(number)))
                : Optional.empty();
    }

    /** A text without the escapes of characters that XML cannot hold. */
    static String unescaped(String text) {
        return text.contains("_x")
                ? ESCAPED.matcher(text)
                        .replaceAll(found -> Matcher.quoteReplacement(
                                Character.toString((char) Integer.parseInt(found.group(1), 16))))
                : text;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
        switch (name) {
            case "si" -> text.setLength(0);
            case "rPh" -> inPhonetic = true;
            case "t" -> inText = !inPhonetic;
            default -> {}
        }
    }

    @Override
    public void characters(char[] all, int start, int length) {
        if (inText) {
            text.append(all, start, length);
        }
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
        switch (name) {
            case "si" -> {
                if (texts.size() == MOST) {
                    throw new SheetRows.Enough(
                            Finding.ofAll("holds more than " + MOST + " texts; that is no table of figures"));
                }
                texts.add(unescaped(text.toString()));
            }
            case "rPh" -> inPhonetic = false;
            case "t" -> inText = false;
            default -> {}
        }
    }
}
