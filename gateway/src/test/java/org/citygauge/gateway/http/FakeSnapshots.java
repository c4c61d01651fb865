package org.citygauge.gateway.http;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.citygauge.gateway.snapshot.SnapshotRefused;
import org.citygauge.gateway.snapshot.Snapshots;
import org.citygauge.gateway.snapshot.content.PackageContent;

/** Packages of a city that has never closed a year, and cannot compute one. */
final class FakeSnapshots implements Snapshots.Source {
    static Snapshots open() {
        try {
            Path folder = Files.createTempDirectory("citygauge-snapshots");
            folder.toFile().deleteOnExit();
            return new Snapshots(new FakeSnapshots(), folder.resolve("key.pem"), folder);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public Future<Callable<PackageContent>> content(int year, boolean draft) {
        if (!draft) {
            throw new SnapshotRefused("The year " + year + " is not closed.");
        }
        return Future.failedFuture("nothing can be read");
    }
}
