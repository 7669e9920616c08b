/**
 * What has to be on the broker: {@link dev.warren.amqp.topology.Topology} as data, made of the queues' settings; {@link
 * dev.warren.amqp.topology.TopologyDeclaration} declares it, {@link dev.warren.amqp.topology.Upkeep} keeps it declared, {@link
 * dev.warren.amqp.topology.TopologyEditor} changes what is there.
 */
package dev.warren.amqp.topology;
