package org.citygauge.gateway.snapshot.bag;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A bag that is being filled: its files lie in a folder, hashed as they were written, until it is sealed as a zip. */
public final class BagWriter {
    private final Path folder;
    private final String top;
    private final SortedMap<String, Item> items = new TreeMap<>();

    /**
     * @param folder empty, and the caller's to delete
     * @param top the name of the bag
     */
    public BagWriter(Path folder, String top) {
        this.folder = folder;
        this.top = top;
    }

    /** What is written to a file. */
    public interface Content {
        void to(OutputStream out) throws IOException;
    }

    /** What is written to a file of text, in UTF-8. */
    public interface Text {
        void to(Writer out) throws IOException;
    }

    /** Adds a file. */
    public void add(String path, Content content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        try (var out = new Hashing(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            content.to(out);
            out.flush();
            items.put(path, out.item());
        }
    }

    /** Adds a file of text. */
    public void addText(String path, Text text) throws IOException {
        add(path, out -> {
            var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            text.to(writer);
            writer.flush();
        });
    }

    private void addText(String path, String text) throws IOException {
        addText(path, out -> out.write(text));
    }

    /** The files so far, by path. */
    public SortedMap<String, Item> items() {
        return new TreeMap<>(items);
    }

    /** The digest over the files so far that a digest is made of. */
    public String digest() {
        return Manifest.digest(Bag.digested(items));
    }

    /**
     * Adds what makes it a bag, and writes the zip.
     *
     * @param about lines of {@code bag-info.txt}
     * @return the digest over the files that a digest is made of
     */
    public String seal(Map<String, String> about, SigningKey key, Path zip) throws IOException {
        SortedMap<String, Item> payload = Bag.payload(items);
        String digest = digest();
        addText(Bag.MANIFEST, Manifest.write(payload));
        addText(Bag.DECLARATION, Bag.DECLARED);
        var all = new LinkedHashMap<>(about);
        all.put(Bag.OXUM, Bag.oxum(payload));
        all.put(Bag.DIGEST, digest);
        addText(Bag.INFO, Bag.info(all));
        String tags = Manifest.write(Bag.tags(items));
        addText(Bag.TAGS, tags);
        addText(Bag.SIGNATURE, Jws.sign(key, tags.getBytes(StandardCharsets.UTF_8)));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(zip), 1 << 16)) {
            Container.write(top, items, path -> Files.newInputStream(folder.resolve(path)), out);
        }
        return digest;
    }
}
