package org.citygauge.gateway.mqtt.listener;

/** What the listener tells those who count. Called on event loops; must not block. */
public interface ListenerEvents {
    /** A device connected, or went: the number there are now. */
    void connections(int now);

    /** A message is safe, and acknowledged where its device asked for that. */
    void acknowledged(long nanos);

    /** So many messages of QoS 0 were let go: their device left while the journal had no room. */
    void lost(long messages);

    /** A connection or a message was refused. */
    void refused();
}
