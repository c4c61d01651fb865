package org.citygauge.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Optional;

/** Stands before everything that is not for all: asks for a token where there are tokens, and keeps other sites' pages out. */
final class Guard implements Handler<RoutingContext> {
    private static final String SCHEME = "Bearer ";

    private final Optional<Tokens> tokens;

    Guard(Optional<Tokens> tokens) {
        this.tokens = tokens;
    }

    @Override
    public void handle(RoutingContext context) {
        if (context.request().method().equals(HttpMethod.POST)) {
            refuseOtherSites(context);
        }
        tokens.ifPresent(known -> requireToken(context, known));
        context.next();
    }

    private static void requireToken(RoutingContext context, Tokens known) {
        String header = Optional.ofNullable(context.request().getHeader("Authorization"))
                .orElse("");
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new Problem(401, "Send a token: Authorization: Bearer TOKEN.")
                    .withHeader("WWW-Authenticate", "Bearer realm=\"citygauge\"");
        }
        if (known.nameOf(header.substring(SCHEME.length()).strip()).isEmpty()) {
            throw new Problem(401, "This token is not known here.")
                    .withHeader("WWW-Authenticate", "Bearer realm=\"citygauge\", error=\"invalid_token\"");
        }
    }

    /** A browser says where the page comes from that makes it send; scripts say nothing. */
    private static void refuseOtherSites(RoutingContext context) {
        String origin = context.request().getHeader("Origin");
        if (origin != null && !sameHost(origin, context)) {
            throw new Problem(403, "Pages of other sites may not change anything here.");
        }
    }

    private static boolean sameHost(String origin, RoutingContext context) {
        HostAndPort asked = context.request().authority();
        try {
            URI site = URI.create(origin);
            return asked != null
                    && site.getHost() != null
                    && bare(site.getHost()).equalsIgnoreCase(bare(asked.host()))
                    && site.getPort() == asked.port();
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    /** An IPv6 address without its brackets. */
    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
