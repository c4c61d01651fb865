package org.citygauge.gateway.mqtt.listener;

/** What the listener tells those who count. Called on event loops; must not block. */
public interface ListenerEvents {
    /** A device connected, or went: the number there are now. */
    void connections(int now);

    /** Messages are safe, and acknowledged where their device asked for that, so long after they came. */
    void acknowledged(long nanos, int messages);

    /** So many messages of QoS 0 were let go: their device left while the journal had no room. */
    void lost(long messages);

    /** A connection or a message was refused. */
    void refused();
}
