package org.citygauge.gateway.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
}
