package org.citygauge.gateway.upload;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.util.XMLHelper;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The XML parts of a workbook, unpacked as far as they may be. They are read in one pass each and never built up in memory as documents,
 * and none may bring a document type, so that no entity can be made either.
 */
final class XlsxParts {
    static final long MAX_UNPACKED = 32L << 20;
    private static final int MAX_PARTS = 1_000;
    private static final int END_LENGTH = 22;

    private final Map<String, byte[]> parts = new HashMap<>();

    /** A workbook is not one, or too much of one. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable(String why) {
            super(why, null, false, false);
        }
    }

    /** @throws Unreadable where the file is no zip, or unpacks to more than a table of figures does */
    static XlsxParts of(byte[] file) {
        if (!hasEnd(file)) {
            throw new Unreadable("is cut short: the end of the zip is missing");
        }
        var parts = new XlsxParts();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            parts.unpack(zip);
        } catch (IOException | IllegalArgumentException broken) {
            throw new Unreadable("is a damaged or encrypted zip: " + broken.getMessage());
        }
        return parts;
    }

    /** Whether the record is there that a zip ends with, before a comment of at most 64 KiB. */
    private static boolean hasEnd(byte[] file) {
        for (int at = file.length - END_LENGTH; at >= Math.max(0, file.length - END_LENGTH - 0xFFFF); at--) {
            if (file[at] == 'P' && file[at + 1] == 'K' && file[at + 2] == 5 && file[at + 3] == 6) {
                return true;
            }
        }
        return false;
    }

    private void unpack(ZipInputStream zip) throws IOException {
        byte[] room = new byte[1 << 16];
        long size = 0;
        int count = 0;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (++count > MAX_PARTS) {
                throw new Unreadable("holds more than " + MAX_PARTS + " files; that is no table of figures");
            }
            var part = new ByteArrayOutputStream();
            for (int read = zip.read(room); read >= 0; read = zip.read(room)) {
                size += read;
                if (size > MAX_UNPACKED) {
                    throw new Unreadable(
                            "unpacks to more than " + (MAX_UNPACKED >> 20) + " MiB; that is no table of figures");
                }
                part.write(room, 0, read);
            }
            String name = entry.getName().replace('\\', '/');
            boolean isXml = name.endsWith(".xml") || name.endsWith(".rels");
            if (isXml && parts.putIfAbsent(name.startsWith("/") ? name : "/" + name, part.toByteArray()) != null) {
                throw new Unreadable("holds " + Finding.quoted(name) + " twice; the workbook is damaged");
            }
        }
    }

    /** Parses a part; one that is not there is skipped. */
    <T extends DefaultHandler> T parse(String part, T handler)
            throws IOException, SAXException, ParserConfigurationException {
        byte[] bytes = parts.get(part);
        if (bytes != null) {
            XMLReader parser = XMLHelper.newXMLReader();
            parser.setContentHandler(handler);
            parser.setErrorHandler(handler);
            parser.parse(new InputSource(new ByteArrayInputStream(bytes)));
        }
        return handler;
    }

    boolean has(String part) {
        return parts.containsKey(part);
    }

    /** Where a part leads to. */
    Relations relationsOf(String part) throws IOException, SAXException, ParserConfigurationException {
        int slash = part.lastIndexOf('/');
        return parse(part.substring(0, slash) + "/_rels" + part.substring(slash) + ".rels", new Relations(part));
    }

    /** The parts a part leads to. */
    static final class Relations extends DefaultHandler {
        private final String from;
        private final Map<String, String> byId = new HashMap<>();
        private final Map<String, String> byType = new HashMap<>();

        Relations(String from) {
            this.from = from;
        }

        @Override
        public void startElement(String uri, String name, String qualified, Attributes attributes) {
            String target = attributes.getValue("Target");
            String type = attributes.getValue("Type");
            if (name.equals("Relationship") && target != null && type != null) {
                String part =
                        URI.create(from).resolve(target.replace('\\', '/')).getPath();
                byId.put(String.valueOf(attributes.getValue("Id")), part);
                byType.putIfAbsent(type.substring(type.lastIndexOf('/') + 1), part);
            }
        }

        Optional<String> ofType(String type) {
            return Optional.ofNullable(byType.get(type));
        }

        Optional<String> ofId(String id) {
            return Optional.ofNullable(byId.get(id));
        }
    }
}
