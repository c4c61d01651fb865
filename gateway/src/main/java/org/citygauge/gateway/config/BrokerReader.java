package org.citygauge.gateway.config;

import java.net.URI;
import java.util.Optional;
import org.citygauge.gateway.config.Configuration.Broker;

/** Reads the {@code broker} of a source. */
final class BrokerReader {
    private static final int MAX_CONNECTIONS = 64;
    private static final int MAX_IN_FLIGHT = 65_535;

    private BrokerReader() {}

    /** @param defaultClientId stable across restarts and unlike that of any other source */
    static Broker read(Section broker, String defaultClientId) {
        String url = url(broker);
        Optional<String> share = broker.sound("share", BrokerReader::flawOfShare);
        int connections = broker.whole("connections", 1, 1, MAX_CONNECTIONS);
        if (connections > 1 && share.isEmpty()) {
            broker.problem("connections", "several connections share the messages of a group; add share: citygauge");
        }
        Optional<String> user = broker.text("user");
        Optional<String> password = broker.secret("password");
        if (password.isPresent() && user.isEmpty()) {
            broker.problem("password", "needs a user beside it");
        }
        var ca = broker.existing("ca");
        var certificate = TlsReader.pair(broker);
        if (url.startsWith("mqtt://") && (ca.isPresent() || certificate.isPresent())) {
            broker.problem("url", "certificates need mqtts://");
        }
        var read = new Broker(
                url,
                broker.sound("client_id", BrokerReader::flawOfClientId).orElse(defaultClientId),
                share,
                connections,
                broker.whole("in_flight", 1_000, 1, MAX_IN_FLIGHT),
                user,
                password,
                ca,
                certificate);
        broker.finish();
        return read;
    }

    private static String url(Section broker) {
        String text = broker.required("url", "mqtt://broker.example:1883");
        if (text.isEmpty()) {
            return text;
        }
        Optional<URI> uri = parse(text);
        if (uri.isPresent() && uri.get().getUserInfo() != null) {
            broker.problem("url", "names a user; write user: and password: beside it");
            return "";
        }
        if (uri.filter(BrokerReader::isWhole).isEmpty()) {
            broker.problem("url", "is not of the form mqtt://HOST[:PORT] or mqtts://HOST[:PORT]");
            return "";
        }
        int port = uri.get().getPort();
        int defaultPort = uri.get().getScheme().equals("mqtt") ? 1883 : 8883;
        return uri.get().getScheme() + "://" + uri.get().getHost() + ":" + (port < 0 ? defaultPort : port);
    }

    private static Optional<URI> parse(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException noUri) {
            return Optional.empty();
        }
    }

    private static boolean isWhole(URI uri) {
        return uri.getHost() != null
                && ("mqtt".equals(uri.getScheme()) || "mqtts".equals(uri.getScheme()))
                && uri.getPort() != 0
                && uri.getPort() <= 65_535
                && (uri.getPath().isEmpty() || uri.getPath().equals("/"))
                && uri.getQuery() == null;
    }

    private static Optional<String> flawOfShare(String share) {
        return share.matches("[^/+#\\s]+")
                ? Optional.empty()
                : Optional.of("\"" + share + "\" cannot name a group: leave out /, +, # and blanks");
    }

    private static Optional<String> flawOfClientId(String clientId) {
        return clientId.matches("[\\x21-\\x7E]{1,128}")
                ? Optional.empty()
                : Optional.of("a client id is up to 128 characters without blanks");
    }
}
