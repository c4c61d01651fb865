package org.citygauge.gateway.mqtt.listener;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetServerInternal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.citygauge.gateway.log.Seldom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where connections wait until they have said who they are: bounds how many there are and how long they may take, and puts an
 * {@link Inflow} into each. vertx-mqtt shows nobody a connection before its CONNECT has come, so this is handed to it as the
 * {@link Vertx} that makes its server. Belongs to the listener's event loop.
 */
final class Doorstep extends VertxWrapper {
    private static final Logger LOG = LoggerFactory.getLogger(Doorstep.class);
    private static final long INTRODUCTION_MILLIS = 10_000;
    private static final int SPARE = 50;

    private final int mostOpen;
    private final int maxPublish;
    private final Unfinished unfinished;
    private final ListenerEvents events;
    private final Seldom refusals = new Seldom();
    private final Set<Inflow> waiting = new LinkedHashSet<>();
    private int open;

    /**
     * @param maxConnections of devices; somewhat more may be open, so that one can take over its own place
     * @param maxPublish the longest PUBLISH that is read
     * @param maxUnfinished bytes of packets that are not whole yet
     */
    Doorstep(Vertx vertx, int maxConnections, int maxPublish, long maxUnfinished, ListenerEvents events) {
        super((VertxInternal) vertx);
        this.mostOpen = maxConnections + maxConnections / 10 + SPARE;
        this.maxPublish = maxPublish;
        this.unfinished = new Unfinished(maxUnfinished);
        this.events = events;
    }

    Unfinished unfinished() {
        return unfinished;
    }

    @Override
    public NetServerInternal createNetServer(NetServerOptions options) {
        NetServerInternal server = super.createNetServer(options);
        return (NetServerInternal) Proxy.newProxyInstance(
                Doorstep.class.getClassLoader(),
                new Class<?>[] {NetServerInternal.class},
                (proxy, method, arguments) -> answer(server, proxy, method, arguments));
    }

    @SuppressWarnings("unchecked") // the one method of this name with an argument takes a handler of sockets
    private Object answer(NetServerInternal server, Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("connectHandler") && arguments != null) {
            var next = (Handler<NetSocket>) arguments[0];
            server.connectHandler(socket -> enter((NetSocketInternal) socket, next));
            return proxy;
        }
        try {
            Object result = method.invoke(server, arguments);
            return server.equals(result) ? proxy : result;
        } catch (InvocationTargetException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        }
    }

    private void enter(NetSocketInternal socket, Handler<NetSocket> next) {
        var inflow = new Inflow(unfinished, maxPublish, why -> refused(socket, why));
        open++;
        waiting.add(inflow);
        socket.channelHandlerContext().channel().closeFuture().addListener(closed -> {
            open--;
            waiting.remove(inflow);
        });
        next.handle(socket);
        socket.channelHandlerContext().pipeline().addBefore("mqttDecoder", "inflow", inflow);
        delegate.setTimer(INTRODUCTION_MILLIS, late -> introduction(inflow));
        if (open > mostOpen) {
            longestWaiting(inflow).close("there are " + mostOpen + " connections");
        }
    }

    private void introduction(Inflow inflow) {
        if (waiting.remove(inflow) && !inflow.introduced()) {
            inflow.close("did not say who it is within " + INTRODUCTION_MILLIS + " ms");
        }
    }

    private Inflow longestWaiting(Inflow newest) {
        for (Iterator<Inflow> all = waiting.iterator(); all.hasNext(); ) {
            Inflow one = all.next();
            all.remove();
            if (!one.introduced()) {
                return one;
            }
        }
        return newest;
    }

    private void refused(NetSocket socket, String why) {
        events.refused();
        refusals.say(leftOut -> LOG.warn(
                "closed a connection from {}: {} ({} more since the last line)", socket.remoteAddress(), why, leftOut));
    }
}
