package org.citygauge.gateway.fault;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Folders on disks of their own, small enough to be filled, that can be made larger. */
final class SmallDisks implements AutoCloseable {
    private final List<Path> mounted = new ArrayList<>();

    private SmallDisks() {}

    /** @param parts folders below {@code data}, or itself, and the KiB of each */
    static SmallDisks mount(Path data, Map<String, Integer> parts) throws IOException {
        var disks = new SmallDisks();
        for (Map.Entry<String, Integer> part : parts.entrySet()) {
            Path folder = Files.createDirectories(data.resolve(part.getKey()));
            assumeThat(run(
                            "mount",
                            "-t",
                            "tmpfs",
                            "-o",
                            "size=" + part.getValue() + "k",
                            "citygauge-test",
                            folder.toString()))
                    .as("needs the right to mount a tmpfs: run as root")
                    .isTrue();
            disks.mounted.add(folder);
        }
        return disks;
    }

    void enlarge() throws IOException {
        for (Path folder : mounted) {
            if (!run("mount", "-o", "remount,size=256m", folder.toString())) {
                throw new IOException(folder + " cannot be enlarged");
            }
        }
    }

    private static boolean run(String... command) throws IOException {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (Path folder : mounted) {
            if (!run("umount", folder.toString())) {
                run("umount", "-l", folder.toString());
            }
        }
    }
}
