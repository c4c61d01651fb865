package org.citygauge.gateway.mqtt.subscriber;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;

/** Makes the sockets under Paho. */
final class BrokerSockets extends SocketFactory {
    private final Optional<SSLContext> tls;
    private final ScheduledExecutorService flusher;

    BrokerSockets(Optional<SSLContext> tls, ScheduledExecutorService flusher) {
        this.tls = tls;
        this.flusher = flusher;
    }

    @Override
    public Socket createSocket() {
        return new BrokerSocket(tls, flusher);
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
