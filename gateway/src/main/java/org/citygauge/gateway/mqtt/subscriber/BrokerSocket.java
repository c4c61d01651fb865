package org.citygauge.gateway.mqtt.subscriber;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The socket under Paho: without Nagle's delay, read through a buffer, written through {@link GatheringOutput}; over TLS where asked
 * for. Paho by itself reads byte by byte and flushes every acknowledgement.
 */
final class BrokerSocket extends Socket {
    private static final int BUFFER = 64 * 1024;

    private final Socket plain = new Socket();
    private final Optional<SSLContext> tls;
    private final ScheduledExecutorService flusher;
    private @Nullable Socket connected;
    private @Nullable InputStream in;
    private volatile @Nullable GatheringOutput out;

    BrokerSocket(Optional<SSLContext> tls, ScheduledExecutorService flusher) {
        this.tls = tls;
        this.flusher = flusher;
    }

    @Override
    public void connect(SocketAddress address, int timeout) throws IOException {
        plain.setTcpNoDelay(true);
        plain.connect(address, timeout);
        Socket socket = tls.isPresent() ? secured(tls.get(), (InetSocketAddress) address, timeout) : plain;
        in = new ReadAhead(socket.getInputStream());
        out = new GatheringOutput(socket.getOutputStream(), flusher);
        connected = socket;
    }

    /** Asks the system what is there only when nothing is at hand: Paho asks before each packet. */
    private static final class ReadAhead extends BufferedInputStream {
        ReadAhead(InputStream in) {
            super(in, BUFFER);
        }

        @Override
        public synchronized int available() throws IOException {
            return count > pos ? count - pos : super.available();
        }
    }

    private Socket secured(SSLContext context, InetSocketAddress address, int timeout) throws IOException {
        SSLSocket socket = (SSLSocket)
                context.getSocketFactory().createSocket(plain, address.getHostString(), address.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(timeout);
        socket.startHandshake();
        return socket;
    }

    /** Acknowledges messages of QoS 1, in this order. */
    void acknowledge(List<Integer> ids) throws IOException {
        GatheringOutput gathering = out;
        if (gathering == null) {
            throw new SocketException("not connected");
        }
        gathering.acknowledge(ids);
    }

    private Socket socket() throws SocketException {
        if (connected == null) {
            throw new SocketException("not connected");
        }
        return connected;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        socket();
        return java.util.Objects.requireNonNull(in);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        socket();
        return java.util.Objects.requireNonNull(out);
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        (connected == null ? plain : connected).setSoTimeout(millis);
    }

    @Override
    public boolean isConnected() {
        return connected != null;
    }

    @Override
    public boolean isClosed() {
        return plain.isClosed();
    }

    @Override
    public void close() throws IOException {
        if (connected != null) {
            connected.close();
        }
        plain.close();
    }
}
