package org.citygauge.gateway.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The package on disk: a zip with a manifest of SHA-256 digests that {@code sha256sum -c} understands. */
final class SnapshotZip {
    static final String MANIFEST = "manifest-sha256.txt";

    private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);
    private static final long MOST_BYTES = 512L << 20;

    private SnapshotZip() {}

    static byte[] write(SortedMap<String, byte[]> files) {
        var all = new TreeMap<>(files);
        all.put(MANIFEST, manifest(files).getBytes(StandardCharsets.UTF_8));
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : all.entrySet()) {
                var entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(TIME);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static String manifest(Map<String, byte[]> files) {
        var text = new StringBuilder();
        files.forEach((name, bytes) ->
                text.append(sha256(bytes)).append("  ").append(name).append('\n'));
        return text.toString();
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Reads every file of a package; what cannot be read is left out and noted.
     *
     * @param problems gets a line for each entry that cannot be read
     */
    static Map<String, byte[]> read(Path file, List<String> problems) {
        Map<String, byte[]> files = new TreeMap<>();
        long left = MOST_BYTES;
        try (var zip = new ZipFile(file.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                left -= readOne(zip, entry, left, files, problems);
            }
        } catch (IOException | IllegalArgumentException broken) {
            problems.add(file.getFileName() + " is no readable zip: " + broken.getMessage());
        }
        return files;
    }

    private static long readOne(
            ZipFile zip, ZipEntry entry, long left, Map<String, byte[]> files, List<String> problems) {
        try (var stream = zip.getInputStream(entry)) {
            byte[] bytes = stream.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, left + 1));
            if (bytes.length > left) {
                problems.add(entry.getName() + ": the package unpacks to more than " + MOST_BYTES + " bytes");
            } else if (files.put(entry.getName(), bytes) != null) {
                problems.add(entry.getName() + ": is there twice");
            }
            return bytes.length;
        } catch (IOException | RuntimeException broken) {
            problems.add(entry.getName() + ": cannot be unpacked: " + broken.getMessage());
            return 0;
        }
    }
}
