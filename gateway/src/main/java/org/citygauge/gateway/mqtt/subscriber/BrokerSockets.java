package org.citygauge.gateway.mqtt.subscriber;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
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

    /** Acknowledges messages of QoS 1 on the newest socket, in this order. */
    void acknowledge(List<Integer> ids) throws IOException {
        BrokerSocket socket = made;
        if (socket == null) {
            throw new SocketException("not connected");
        }
        socket.acknowledge(ids);
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
