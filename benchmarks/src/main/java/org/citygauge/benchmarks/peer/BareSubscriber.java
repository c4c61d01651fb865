package org.citygauge.benchmarks.peer;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A stock Paho v5 client that drains the backlog of its session: acknowledges each message by hand as soon as it is there, counts it and
 * forgets it. Its clock runs from the first message to the last acknowledgement.
 */
@Command(
        name = "bare-subscriber",
        mixinStandardHelpOptions = true,
        description =
                "Drains a backlog with a stock Paho client that only acknowledges; prints rate and processor time.")
public final class BareSubscriber implements Callable<Integer>, MqttCallback {
    private static final int MOST_IN_FLIGHT = 65_535;

    @Option(names = "--url", required = true, description = "mqtt://host:port of the broker")
    @SuppressWarnings("NullAway.Init")
    private String url;

    @Option(names = "--client-id", defaultValue = "drain", description = "whose session (default drain)")
    @SuppressWarnings("NullAway.Init")
    private String clientId;

    @Option(names = "--messages", defaultValue = "400000", description = "ends after so many (default 400000)")
    private int messages;

    @Option(names = "--limit", defaultValue = "120", description = "gives up after so many seconds (default 120)")
    private int limitSeconds;

    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable MqttAsyncClient client;
    private int acknowledged;
    private long firstNanos;
    private Duration firstCpu = Duration.ZERO;

    @Override
    public Integer call() throws Exception {
        var made = new MqttAsyncClient(url.replaceFirst("^mqtt://", "tcp://"), clientId, new MemoryPersistence());
        client = made;
        made.setManualAcks(true);
        made.setCallback(this);
        var options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(3_600L);
        options.setReceiveMaximum(MOST_IN_FLIGHT);
        made.connect(options).waitForCompletion();
        boolean whole = done.await(limitSeconds, TimeUnit.SECONDS);
        report(System.nanoTime() - firstNanos, cpu().minus(firstCpu));
        made.disconnectForcibly(0, 1_000, true);
        made.close();
        return whole ? 0 : 1;
    }

    private void report(long nanos, Duration cpu) {
        System.out.printf(
                Locale.ROOT,
                "%d messages in %.3f s: %.0f messages/s; %.2f CPU s, %.2f µs a message%n",
                acknowledged,
                nanos / 1e9,
                acknowledged / (nanos / 1e9),
                cpu.toNanos() / 1e9,
                cpu.toNanos() / 1e3 / Math.max(1, acknowledged));
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) throws MqttException {
        if (acknowledged == 0) {
            firstNanos = System.nanoTime();
            firstCpu = cpu();
        }
        MqttAsyncClient of = client;
        if (of != null) {
            of.messageArrivedComplete(message.getId(), message.getQos());
        }
        if (++acknowledged == messages) {
            done.countDown();
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        System.err.println("disconnected: " + response);
    }

    @Override
    public void mqttErrorOccurred(MqttException failure) {
        System.err.println(failure);
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean again, String server) {}

    @Override
    public void authPacketArrived(int reason, MqttProperties properties) {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BareSubscriber()).execute(arguments));
    }
}
