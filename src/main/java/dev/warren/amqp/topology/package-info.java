/**
 * What has to be on the broker: {@link dev.warren.amqp.topology.Topology} as data, made of the queues' settings; {@link
 * dev.warren.amqp.topology.TopologyDeclaration} declares it, {@link dev.warren.amqp.topology.Upkeep} keeps it declared, {@link
 * dev.warren.amqp.topology.TopologyEditor} changes what is there. {@link dev.warren.amqp.topology.PauseFlag} is the binding that pauses a queue, {@link dev.warren.amqp.topology.QueueStat} what a queue says of itself.
 */
package dev.warren.amqp.topology;
