package org.citygauge.gateway.simulate;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What a simulation publishes.
 *
 * @param url {@code mqtt://host:port}
 * @param sensors different sensors, in turn
 * @param rate readings a second over all connections; 0 for as fast as they are acknowledged
 * @param duration for how long
 * @param city the id of the city in the topics
 * @param batch readings in a message
 * @param connections how many devices connect
 * @param bytes least length of a reading's JSON: what is shorter gets a member that means nothing
 * @param window most messages of a connection that are not acknowledged
 */
public record Load(
        URI url,
        int sensors,
        int rate,
        Duration duration,
        String city,
        int batch,
        int bytes,
        int connections,
        int window,
        Optional<Login> login) {

    /** Who the devices say they are. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return user; // never the password
        }
    }

    /** The same, elsewhere. */
    public Load at(URI other) {
        return new Load(other, sensors, rate, duration, city, batch, bytes, connections, window, login);
    }
}
