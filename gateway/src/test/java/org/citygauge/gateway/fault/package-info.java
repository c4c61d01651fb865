/**
 * What a gateway goes through and comes out of: killed, its broker killed, its disk full, its files torn, its clock set. Each class is
 * one kind; {@link org.citygauge.gateway.fault.Rounds} says how often.
 */
package org.citygauge.gateway.fault;
