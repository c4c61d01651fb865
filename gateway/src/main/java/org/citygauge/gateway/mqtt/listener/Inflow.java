package org.citygauge.gateway.mqtt.listener;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the decoder of one connection and follows its packets: how much has come of one that is not whole yet, which the
 * decoder keeps in memory, and whether it is of a length that its kind may have. Also the one place that stops and goes on reading.
 * Belongs to its event loop.
 */
final class Inflow extends ChannelInboundHandlerAdapter {
    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int PUBREL = 6;
    /** Longest packet that is no PUBLISH; a list of topics takes thirty times its length in memory. */
    private static final int MAX_CONTROL = 64 * 1024;
    /** So many packets in one read may ask for an answer that is written by itself. */
    private static final int MAX_QUESTIONS = 100;

    private static final int MAX_RELEASES = 2_000;
    private static final int MAX_SHIFT = 21;

    private final Unfinished unfinished;
    private final int maxPublish;
    private final Refusal refusal;
    private @Nullable ChannelHandlerContext context;
    private int head = -1;
    private int shift;
    private int length;
    private int rest;
    private int arrived;
    private int counted;
    private int questions;
    private int releases;
    private boolean introduced;
    private boolean held;
    private boolean over;

    /** Hears why a connection is not read any further; it is closed already. */
    @FunctionalInterface
    interface Refusal {
        void refused(String why);
    }

    Inflow(Unfinished unfinished, int maxPublish, Refusal refusal) {
        this.unfinished = unfinished;
        this.maxPublish = maxPublish;
        this.refusal = refusal;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext its) {
        context = its;
    }

    @Override
    public void channelRead(ChannelHandlerContext its, Object message) {
        if (over || !(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
            return;
        }
        String flaw = follow(bytes);
        if (flaw != null) {
            bytes.release();
            close(flaw);
            return;
        }
        its.fireChannelRead(bytes);
        if (arrived != counted && !over) {
            counted = arrived;
            unfinished.now(this, arrived);
        }
    }

    /** Why this is not read any further; null when all is well. */
    private @Nullable String follow(ByteBuf bytes) {
        questions = 0;
        releases = 0;
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end) {
            if (rest > 0) {
                int some = Math.min(rest, end - at);
                at += some;
                arrived += some;
                rest -= some;
            } else {
                arrived++;
                String flaw = header(bytes.getByte(at++) & 0xFF);
                if (flaw != null) {
                    return flaw;
                }
            }
            if (rest == 0 && shift < 0) {
                head = -1;
                arrived = 0;
            }
        }
        return null;
    }

    /** Takes a byte of the fixed header; {@code shift} is below 0 once it is whole. */
    private @Nullable String header(int octet) {
        if (head < 0) {
            head = octet;
            shift = 0;
            length = 0;
            return null;
        }
        if (shift > MAX_SHIFT) {
            return "what it sends is no MQTT";
        }
        length |= (octet & 0x7F) << shift;
        shift += 7;
        if ((octet & 0x80) != 0) {
            return null;
        }
        shift = -1;
        rest = length;
        return flawOf(head >> 4);
    }

    private @Nullable String flawOf(int type) {
        if (!introduced && type != CONNECT) {
            return "its first packet is no CONNECT";
        }
        introduced = true;
        if (type == PUBLISH) {
            return length > maxPublish ? "a message of " + length + " bytes is longer than is read" : null;
        }
        if (length > MAX_CONTROL) {
            return "a packet of type " + type + " is " + length + " bytes long";
        }
        boolean flood = type == PUBREL ? ++releases > MAX_RELEASES : ++questions > MAX_QUESTIONS;
        return flood ? "a flood of packets of type " + type : null;
    }

    /** Whether its first packet has begun to tell who it is. */
    boolean introduced() {
        return introduced && (head >> 4 != CONNECT || arrived == 0);
    }

    /** Closes the connection. From any thread. */
    void close(String why) {
        ChannelHandlerContext its = context;
        if (its != null && its.executor().inEventLoop()) {
            if (!over) {
                over = true;
                refusal.refused(why);
                its.close().addListener(gone -> {});
            }
        } else if (its != null) {
            its.executor().execute(() -> close(why));
        }
    }

    /** Whether to read on, as far as the device is concerned. */
    void read(boolean on) {
        held = !on;
        apply();
    }

    /** What does not read our answers is not read either, else they would pile up. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext its) {
        apply();
        its.fireChannelWritabilityChanged();
    }

    private void apply() {
        ChannelHandlerContext its = context;
        if (its != null) {
            its.channel().config().setAutoRead(!held && its.channel().isWritable());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext its) {
        over = true;
        unfinished.now(this, 0);
        its.fireChannelInactive();
    }
}
