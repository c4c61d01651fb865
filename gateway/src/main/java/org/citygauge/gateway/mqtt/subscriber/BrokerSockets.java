package org.citygauge.gateway.mqtt.subscriber;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Makes the socket under one of Paho's clients. */
final class BrokerSockets extends SocketFactory {
    private final Optional<SSLContext> tls;
    private final ScheduledExecutorService flusher;
    private volatile @Nullable BrokerSocket made;

    BrokerSockets(Optional<SSLContext> tls, ScheduledExecutorService flusher) {
        this.tls = tls;
        this.flusher = flusher;
    }

    @Override
    public Socket createSocket() {
        var socket = new BrokerSocket(tls, flusher);
        made = socket;
        return socket;
    }

    /** So many packets are about to be written one after another: they go out with the last of them. */
    void expectPackets(int packets) {
        BrokerSocket socket = made;
        if (socket != null) {
            socket.expectPackets(packets);
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostName(), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }
}
