package org.citygauge.gateway.snapshot;

import java.nio.file.Path;

/** How far a package is. */
public sealed interface SnapshotState {
    /**
     * It is being made.
     *
     * @param doing in a word or two
     * @param done parts of it
     * @param total parts it has
     */
    record Packing(String doing, int done, int total) implements SnapshotState {}

    /**
     * It waits to be fetched.
     *
     * @param name what to call the file
     * @param digest the one over its facts
     * @param key the thumbprint of the key it is signed with
     */
    record Ready(Path file, String name, long bytes, String digest, String key) implements SnapshotState {}

    record Failed(String problem) implements SnapshotState {}
}
