package org.citygauge.gateway.snapshot.bag;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether a package is what it was when it was signed.
 *
 * @param agreements what agrees, a line each
 * @param differences what does not, each beginning with the file concerned
 * @param digest the one digest over its facts, as they are now
 * @param signer whose signature it bears; empty where it bears none that holds
 */
public record BagCheck(
        List<String> agreements, List<String> differences, String digest, Optional<PublicKeyFile> signer) {
    private static final long MOST_TAG_BYTES = 32L << 20;

    public BagCheck {
        agreements = List.copyOf(agreements);
        differences = List.copyOf(differences);
    }

    /** Reads every byte of it once. */
    public static BagCheck of(PackageFile file) {
        return new Run(file).check();
    }

    private static final class Run {
        private final PackageFile file;
        private final List<String> agreements = new ArrayList<>();
        private final List<String> differences = new ArrayList<>();
        private final SortedMap<String, Item> items = new TreeMap<>();

        Run(PackageFile file) {
            this.file = file;
        }

        BagCheck check() {
            file.paths().forEach(this::hash);
            String tags = text(Bag.TAGS);
            listed(Bag.MANIFEST, text(Bag.MANIFEST), Bag.payload(items));
            listed(Bag.TAGS, tags, Bag.tags(items));
            if (!text(Bag.DECLARATION).equals(Bag.DECLARED)) {
                differences.add(Bag.DECLARATION + ": does not declare BagIt 1.0 in UTF-8");
            }
            String digest = Manifest.digest(Bag.digested(items));
            info(Bag.OXUM, Bag.oxum(Bag.payload(items)));
            info(Bag.DIGEST, digest);
            Optional<PublicKeyFile> signer = Jws.signer(text(Bag.SIGNATURE), tags.getBytes(StandardCharsets.UTF_8));
            if (signer.isEmpty()) {
                differences.add(Bag.SIGNATURE + ": is no signature of " + Bag.TAGS + "; one of the two was changed");
            }
            container();
            return new BagCheck(agreements, differences, digest, signer);
        }

        private void hash(String path) {
            try (InputStream in = file.open(path);
                    var hashing = new Hashing(OutputStream.nullOutputStream())) {
                in.transferTo(hashing);
                items.put(path, hashing.item());
            } catch (IOException unreadable) {
                differences.add(path + ": " + Printable.of(String.valueOf(unreadable.getMessage())));
            }
        }

        private String text(String path) {
            try {
                return items.containsKey(path)
                        ? new String(file.read(path, MOST_TAG_BYTES), StandardCharsets.UTF_8)
                        : "";
            } catch (IOException unreadable) {
                differences.add(path + ": " + Printable.of(String.valueOf(unreadable.getMessage())));
                return "";
            }
        }

        private void listed(String manifest, String text, SortedMap<String, Item> found) {
            if (!items.containsKey(manifest)) {
                differences.add(manifest + ": is missing");
                return;
            }
            SortedMap<String, String> digests = Manifest.read(manifest, text, differences);
            int agreed = 0;
            for (var listed : digests.entrySet()) {
                Item item = found.get(listed.getKey());
                if (item == null) {
                    differences.add(Printable.of(listed.getKey()) + ": is missing; " + manifest + " names it");
                } else if (!item.sha256().equals(listed.getValue())) {
                    differences.add(
                            Printable.of(listed.getKey()) + ": is not what " + manifest + " says; it was changed");
                } else {
                    agreed++;
                }
            }
            found.keySet().stream()
                    .filter(path -> !digests.containsKey(path))
                    .forEach(path ->
                            differences.add(Printable.of(path) + ": was added; " + manifest + " does not name it"));
            agreements.add(
                    agreed + " of " + Math.max(digests.size(), found.size()) + " files are as " + manifest + " says");
        }

        private void info(String label, String expected) {
            boolean says = text(Bag.INFO).lines().anyMatch(line -> line.equals(label + ": " + expected));
            if (!says) {
                differences.add(Bag.INFO + ": does not say " + label + ": " + expected);
            }
        }

        /** Our zips have one form, so a byte that belongs to no file is checked, too. */
        private void container() {
            if (!differences.isEmpty()) {
                return; // whatever was changed shows here, too, and is named already
            }
            try (InputStream in = Files.newInputStream(file.file());
                    var same = new Same(new BufferedInputStream(in, 1 << 16))) {
                Container.write(file.top(), items, file::open, same);
                same.finish();
                if (same.firstDifference() < 0) {
                    agreements.add("the zip is the one Citygauge wrote, byte by byte");
                } else if (file.isStored()
                        && same.written() == file.file().toFile().length()) {
                    differences.add(file.file().getFileName() + ": byte " + same.firstDifference()
                            + " of the zip was changed, in what surrounds its files");
                } else {
                    agreements.add(
                            "note: the zip was packed again by another program; what it holds is what was checked");
                }
            } catch (IOException unreadable) {
                differences.add(
                        file.file().getFileName() + ": " + Printable.of(String.valueOf(unreadable.getMessage())));
            }
        }
    }
}
