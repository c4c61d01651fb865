package org.citygauge.gateway.snapshot.bag;

/**
 * One file of a bag.
 *
 * @param bytes how long it is
 * @param crc32 as zip files have it
 * @param sha256 in lower-case hexadecimal
 */
public record Item(long bytes, long crc32, String sha256) {}
