package org.citygauge.gateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the running gateway is, and what opens its door: options of every command that talks to one. */
final class GatewayAddress {
    private static final String TOKEN_VARIABLE = "CITYGAUGE_TOKEN";

    private final Map<String, String> environment;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "the gateway (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init")
    private URI url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "holds the token, where the gateway asks for one (default: the variable " + TOKEN_VARIABLE + ")")
    private @Nullable Path tokenFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "whom to trust with https, PEM (default: the authorities Java knows)")
    private @Nullable Path ca;

    GatewayAddress(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    URI url() {
        String scheme = String.valueOf(url.getScheme());
        if (url.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new ParameterException(
                    command.commandLine(), "--url: \"" + url + "\" is no address such as http://127.0.0.1:8080");
        }
        return url;
    }

    Optional<String> token() {
        if (tokenFile == null) {
            return Optional.ofNullable(environment.get(TOKEN_VARIABLE)).filter(token -> !token.isBlank());
        }
        try {
            return Optional.of(
                    Files.readString(tokenFile, StandardCharsets.UTF_8).strip());
        } catch (IOException unreadable) {
            throw new ParameterException(
                    command.commandLine(),
                    "--token-file: " + tokenFile + " cannot be read: " + unreadable.getMessage());
        }
    }

    /** What speaks to it; one that is asked for again and again may be closed, or not. */
    HttpClient client() {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10));
        if (ca != null) {
            client.sslContext(trust(ca));
        }
        return client.build();
    }

    private SSLContext trust(Path authorities) {
        try (InputStream pem = Files.newInputStream(authorities)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException unusable) {
            throw new ParameterException(
                    command.commandLine(), "--ca: " + authorities + " cannot be used: " + unusable.getMessage());
        }
    }
}
