package org.citygauge.aggregator.journal.sqlite;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import java.util.List;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;
import org.jspecify.annotations.Nullable;

/**
 * Messages that one caller wants to be safe.
 *
 * @param context where the caller wants to hear of it
 */
record Pending(
        List<Message> messages,
        long weight,
        long receiptMicros,
        Promise<Position> promise,
        @Nullable Context context) {}
