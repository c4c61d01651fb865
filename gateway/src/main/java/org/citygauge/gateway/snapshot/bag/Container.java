package org.citygauge.gateway.snapshot.bag;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The zip: entries stored as they are, in the order of their names, with one time for all, so that equal bags are equal bytes. */
final class Container {
    private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private Container() {}

    /** Where the bytes of a file are. */
    interface Source {
        InputStream open(String path) throws IOException;
    }

    /** @param top the folder all is in */
    static void write(String top, SortedMap<String, Item> items, Source source, OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out); // not closed: the stream is the caller's
        for (Map.Entry<String, Item> item : items.entrySet()) {
            zip.putNextEntry(entry(top + "/" + item.getKey(), item.getValue()));
            try (InputStream in = source.open(item.getKey())) {
                in.transferTo(zip);
            }
            zip.closeEntry();
        }
        zip.finish();
        zip.flush();
    }

    private static ZipEntry entry(String name, Item item) {
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(item.bytes());
        entry.setCompressedSize(item.bytes());
        entry.setCrc(item.crc32());
        entry.setTimeLocal(TIME);
        return entry;
    }
}
