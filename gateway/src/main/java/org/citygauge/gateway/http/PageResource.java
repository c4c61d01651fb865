package org.citygauge.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The page for people and the API's description: files that hold no data and never change while the gateway runs. */
final class PageResource implements Resource {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                file("/", "page/index.html", HTML).forAll(),
                file("/page.css", "page/page.css", CSS).forAll(),
                file("/page.js", "page/page.js", SCRIPT).forAll(),
                file("/sensors.js", "page/sensors.js", SCRIPT).forAll(),
                file("/icon.svg", "page/icon.svg", "image/svg+xml").forAll(),
                file("/openapi.yaml", "openapi.yaml", "application/yaml"));
    }

    private static Endpoint file(String path, String resource, String type) {
        byte[] content = load(resource);
        String tag = "\"" + digest(content) + "\"";
        return Endpoint.get(path, context -> send(context, Buffer.buffer(content), tag, type));
    }

    private static void send(RoutingContext context, Buffer content, String tag, String type) {
        boolean known = Optional.ofNullable(context.request().getHeader("If-None-Match"))
                .filter(tags -> tags.contains(tag))
                .isPresent();
        context.response().putHeader("ETag", tag).putHeader("Cache-Control", "no-cache");
        if (known) {
            context.response().setStatusCode(304).end();
        } else {
            context.response().putHeader("Content-Type", type);
            Answers.end(context, content);
        }
    }

    private static byte[] load(String resource) {
        try (InputStream stream = PageResource.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks its file " + resource);
            }
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String digest(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
