package org.citygauge.gateway.closing;

import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.aggregator.closing.Closings;
import org.citygauge.aggregator.closing.FrozenYear;
import org.citygauge.aggregator.register.Span;
import org.citygauge.gateway.ledger.Caller;
import org.citygauge.gateway.ledger.ClosingBook;
import org.citygauge.gateway.ledger.Role;

/** Closings as the ledger keeps them. */
public final class LedgerClosings implements Closings {
    private final ClosingBook book;

    public LedgerClosings(ClosingBook book) {
        this.book = book;
    }

    @Override
    public List<Closing> all() {
        return book.all();
    }

    @Override
    public Span span(Closing closing) {
        return FrozenParts.calendar(FrozenParts.json(name -> part(closing, name), FrozenParts.SETTINGS))
                .span(closing.year());
    }

    @Override
    public FrozenYear frozen(Closing closing) {
        return FrozenParts.read(closing.year(), name -> part(closing, name));
    }

    private byte[] part(Closing closing, String name) {
        return book.part(closing, name)
                .orElseThrow(() -> new IllegalStateException("closing " + closing.number() + " has no " + name));
    }

    @Override
    public Closing add(int year, String actor, String reason, FrozenYear frozen) {
        return book.add(caller(actor), year, reason, FrozenParts.write(frozen));
    }

    /** Only those who may approve can close a year. */
    private static Caller caller(String actor) {
        return new Caller(actor, Role.APPROVER);
    }

    @Override
    public Optional<String> result(Closing closing) {
        return book.result(closing);
    }

    @Override
    public void keepResult(Closing closing, String digest) {
        book.result(caller(closing.actor()), closing, digest);
    }
}
