package org.citygauge.gateway.snapshot.bag;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A package that somebody gave us, read with distrust: names lead nowhere else, there is one file of each name, and no more is ever
 * unpacked than was announced.
 */
public final class PackageFile implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[^/\\\\\\p{Cntrl}:]{1,255}(/[^/\\\\\\p{Cntrl}:]{1,255}){1,8}");
    private static final int MOST_FILES = 100_000;
    /** What packed text reaches at most; bombs are a thousand times. */
    private static final int MOST_TIMES = 200;

    private static final long ALWAYS_ALLOWED = 16L << 20;

    private final Path file;
    private final ZipFile zip;
    private final SortedMap<String, ZipEntry> entries;
    private final String top;

    private PackageFile(Path file, ZipFile zip, SortedMap<String, ZipEntry> entries, String top) {
        this.file = file;
        this.zip = zip;
        this.entries = entries;
        this.top = top;
    }

    /** @throws IOException says why it is no package, or one that is not opened */
    public static PackageFile open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no such file");
        }
        EndRecord.requireModest(file);
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (IOException | RuntimeException broken) {
            throw new IOException("no readable zip: " + Printable.of(String.valueOf(broken.getMessage())), broken);
        }
        try {
            return open(file, zip);
        } catch (IOException | RuntimeException broken) {
            zip.close();
            throw new IOException(Printable.of(String.valueOf(broken.getMessage())), broken);
        }
    }

    private static PackageFile open(Path file, ZipFile zip) throws IOException {
        if (zip.size() > MOST_FILES) {
            throw new IOException("it holds " + zip.size() + " files, more than " + MOST_FILES);
        }
        Set<String> tops = new TreeSet<>();
        SortedMap<String, ZipEntry> entries = new TreeMap<>();
        long bytes = 0;
        Enumeration<? extends ZipEntry> all = zip.entries();
        while (all.hasMoreElements()) {
            ZipEntry entry = all.nextElement();
            String name = entry.getName();
            if (entry.isDirectory() && entry.getSize() <= 0) {
                continue; // what zips made by others have
            }
            requireHarmless(name);
            tops.add(name.substring(0, name.indexOf('/')));
            if (tops.size() > 1) {
                throw new IOException("a package holds one folder, this one several: " + String.join(", ", tops));
            }
            if (entries.put(name.substring(name.indexOf('/') + 1), entry) != null) {
                throw new IOException(name + " is there twice");
            }
            bytes = Math.addExact(bytes, Math.max(0, entry.getSize()));
        }
        if (tops.isEmpty()) {
            throw new IOException("there is nothing in it");
        }
        if (bytes > ALWAYS_ALLOWED && bytes / MOST_TIMES > Files.size(file)) {
            throw new IOException(
                    "it would unpack to " + bytes + " bytes, more than " + MOST_TIMES + " times its size");
        }
        return new PackageFile(file, zip, entries, tops.iterator().next());
    }

    private static void requireHarmless(String name) throws IOException {
        boolean leadsAway =
                List.of(name.split("/", -1)).stream().anyMatch(part -> part.equals(".") || part.equals(".."));
        if (leadsAway || !NAME.matcher(name).matches()) {
            throw new IOException("\"" + name + "\" is no name for a file of a package");
        }
    }

    /** The folder all is in. */
    public String top() {
        return top;
    }

    Path file() {
        return file;
    }

    /** The files, below that folder. */
    public Set<String> paths() {
        return entries.keySet();
    }

    /** How long a file says it is. */
    public long bytes(String path) {
        ZipEntry entry = entries.get(path);
        return entry == null ? 0 : Math.max(0, entry.getSize());
    }

    /** Whether the files are not packed. */
    boolean isStored() {
        return entries.values().stream().allMatch(entry -> entry.getMethod() == ZipEntry.STORED);
    }

    /** The bytes of a file; reading fails where it is longer than it says. */
    public InputStream open(String path) throws IOException {
        ZipEntry entry = entries.get(path);
        if (entry == null) {
            throw new IOException(path + " is missing");
        }
        try {
            return new Announced(zip.getInputStream(entry), entry.getSize());
        } catch (RuntimeException broken) {
            throw new IOException("cannot be unpacked: " + Printable.of(String.valueOf(broken.getMessage())), broken);
        }
    }

    /** The SHA-256 of a file, in hexadecimal. */
    public String sha256(String path) throws IOException {
        try (InputStream in = open(path);
                var hashing = new Hashing(OutputStream.nullOutputStream())) {
            in.transferTo(hashing);
            return hashing.item().sha256();
        }
    }

    /** A small file whole. */
    public byte[] read(String path, long most) throws IOException {
        if (bytes(path) > most) {
            throw new IOException(path + " has " + bytes(path) + " bytes, more than " + most);
        }
        try (InputStream in = open(path)) {
            return in.readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static final class Announced extends FilterInputStream {
        private long left;

        Announced(InputStream in, long announced) {
            super(in);
            left = announced;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            try {
                int read = super.read(into, from, length);
                left -= Math.max(0, read);
                if (left < 0) {
                    throw new IOException("unpacks to more bytes than announced");
                }
                return read;
            } catch (RuntimeException broken) {
                throw new IOException(
                        "cannot be unpacked: " + Printable.of(String.valueOf(broken.getMessage())), broken);
            }
        }

        @Override
        public long skip(long bytes) throws IOException {
            throw new IOException("nothing is skipped");
        }
    }
}
