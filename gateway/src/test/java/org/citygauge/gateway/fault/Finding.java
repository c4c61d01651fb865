package org.citygauge.gateway.fault;

/**
 * What an audit found.
 *
 * @param lost readings that were acknowledged and are not there
 * @param doubled readings that are there, or counted as stored, more than once
 * @param totalsEqual whether every total has the digits of an undisturbed run
 */
record Finding(long lost, long doubled, boolean totalsEqual) {
    Finding plus(Finding other) {
        return new Finding(lost + other.lost, doubled + other.doubled, totalsEqual && other.totalsEqual);
    }
}
