package org.citygauge.gateway.health;

/** Tells how a part of the gateway fares. Answers from what it knows already: it is called on an event loop and must not block. */
@FunctionalInterface
public interface HealthCheck {
    Health check();
}
