package org.citygauge.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.citygauge.gateway.ledger.Caller;
import org.citygauge.gateway.ledger.Role;

/** Stands before everything that is not for all: finds out who calls, keeps other sites' pages out, and asks for the role it takes. */
final class Guard implements Handler<RoutingContext> {
    private static final String SCHEME = "Bearer ";
    private static final String CALLER = Caller.class.getName();
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Keys keys;

    Guard(Keys keys) {
        this.keys = keys;
    }

    /** Who asks; for requests that came through here. */
    static Caller caller(RoutingContext context) {
        return context.get(CALLER);
    }

    @Override
    public void handle(RoutingContext context) {
        if (!READING.contains(context.request().method())) {
            refuseOtherSites(context);
        }
        context.put(CALLER, keys.areThere() ? holder(context) : Caller.LOCAL);
        context.next();
    }

    private Caller holder(RoutingContext context) {
        String header = Optional.ofNullable(context.request().getHeader("Authorization"))
                .orElse("");
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new Problem(401, "Send a token: Authorization: Bearer TOKEN.")
                    .withHeader("WWW-Authenticate", "Bearer realm=\"citygauge\"");
        }
        return switch (keys.holder(header.substring(SCHEME.length()).strip())) {
            case Keys.Known(Caller caller) -> caller;
            case Keys.Refused(String why) ->
                throw new Problem(401, why)
                        .withHeader("WWW-Authenticate", "Bearer realm=\"citygauge\", error=\"invalid_token\"");
        };
    }

    /** Lets only those on who may act as {@code role}. */
    static Handler<RoutingContext> needing(Role role) {
        return context -> {
            Caller caller = caller(context);
            if (!caller.role().mayActAs(role)) {
                throw new Problem(
                        403,
                        "This needs the role " + role.code() + ", and " + caller.name() + " has the role "
                                + caller.role().code() + ".");
            }
            context.next();
        };
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
