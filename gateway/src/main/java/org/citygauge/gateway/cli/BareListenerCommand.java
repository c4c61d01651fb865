package org.citygauge.gateway.cli;

import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.citygauge.gateway.simulate.BareListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A bare MQTT listener on a free loopback port, for {@code simulate --against-bare}; prints its address and runs until ended. */
@Command(
        name = BareListenerCommand.NAME,
        hidden = true,
        description = "A listener that acknowledges at once and keeps nothing.")
final class BareListenerCommand implements Callable<Integer> {
    static final String NAME = "bare-listener";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        var bare = new BareListener();
        Vertx.vertx()
                .deployVerticle(bare)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        out.println("mqtt://127.0.0.1:" + bare.port());
        out.flush();
        new CountDownLatch(1).await();
        return 0;
    }
}
