package dev.warren.inspect;

/** What RabbitMQ 3.10 and 4.3 were seen to tell, shortened. */
public final class Recorded {

    /** One page of queues; {@code new} has no statistics yet, and 4.3 tells no head_message_timestamp of empty queues. */
    public static final String QUEUES = """
            {"filtered_count":6,"item_count":6,"page":1,"page_count":1,"page_size":500,"total_count":6,"items":[
             {"name":"emails","type":"classic","durable":true,"state":"running","messages_ready":7,
              "messages_unacknowledged":2,"consumers":1,"memory":27592,"node":"rabbit@a","policy":null,
              "head_message_timestamp":1795675275,
              "message_stats":{"publish_details":{"rate":12.4},"deliver_get_details":{"rate":11.0},"ack_details":{"rate":10.2}},
              "arguments":{"x-dead-letter-exchange":"warren.dead","x-queue-type":"classic","x-max-length":10}},
             {"name":"emails.dead","type":"classic","durable":true,"state":"running","messages_ready":2,
              "messages_unacknowledged":1,"consumers":0,"memory":1024,"node":"rabbit@a","head_message_timestamp":null,
              "arguments":{"x-queue-type":"classic"}},
             {"name":"warren.delay.04","type":"quorum","durable":true,"state":"running","messages_ready":4,
              "messages_unacknowledged":0,"consumers":0,"arguments":{}},
             {"name":"warren.delay.unroutable","type":"quorum","durable":true,"state":"running","messages_ready":9,
              "messages_unacknowledged":0,"consumers":0,"arguments":{}},
             {"name":"theirs","type":"quorum","durable":true,"state":"running","messages_ready":0,
              "messages_unacknowledged":0,"consumers":0,"arguments":{}},
             {"name":"new","type":"quorum","durable":true,"arguments":[]}]}""";

    /** One queue. */
    public static final String QUEUE = """
            {"name":"emails","type":"classic","durable":true,"state":"running","messages_ready":7,
             "messages_unacknowledged":2,"consumers":1,"arguments":{"x-dead-letter-exchange":"warren.dead"},
             "consumer_details":[
              {"arguments":{},"ack_required":true,"active":true,"activity_status":"up","consumer_tag":"ctag-1",
               "channel_details":{"connection_name":"10.0.0.7:40936 -> 10.0.0.1:5672","peer_host":"10.0.0.7",
                "peer_port":40936,"user":"alice"},
               "exclusive":false,"prefetch_count":2,"queue":{"name":"emails","vhost":"/"}}]}""";

    /** Bindings of a queue, and of a virtual host. */
    public static final String BINDINGS = """
            [{"source":"","vhost":"/","destination":"emails","destination_type":"queue","routing_key":"emails",
              "arguments":{},"properties_key":"emails"},
             {"source":"warren.tasks","vhost":"/","destination":"emails","destination_type":"queue",
              "routing_key":"emails","arguments":{},"properties_key":"emails"},
             {"source":"amq.headers","vhost":"/","destination":"audit","destination_type":"exchange",
              "routing_key":"k","arguments":{"a":"1","x-match":"all"},"properties_key":"k~CHJYCA"}]""";

    /** Consumers of a virtual host. */
    public static final String CONSUMERS = """
            [{"arguments":{},"ack_required":true,"active":true,"activity_status":"up","consumer_tag":"ctag-1",
              "channel_details":{"connection_name":"10.0.0.7:40936 -> 10.0.0.1:5672","peer_host":"10.0.0.7",
               "peer_port":40936,"user":"alice"},
              "exclusive":false,"prefetch_count":2,"queue":{"name":"emails","vhost":"/"}}]""";

    /** Connections of a virtual host, which have no pages. */
    public static final String CONNECTIONS = """
            [{"name":"10.0.0.7:40936 -> 10.0.0.1:5672","user_provided_name":"warren consume emails pod-1/1",
              "state":"running","channels":2,"protocol":"AMQP 0-9-1","ssl":true,"connected_at":1795675275000,
              "node":"rabbit@a","user":"alice","peer_host":"10.0.0.7","peer_port":40936,"vhost":"/"}]""";

    /** One page of exchanges. */
    public static final String EXCHANGES = """
            {"page":1,"page_count":1,"items":[
             {"name":"","type":"direct","durable":true,"auto_delete":false,"internal":false,"arguments":{},
              "message_stats":{"publish_in_details":{"rate":3.0},"publish_out_details":{"rate":2.0}}},
             {"name":"warren.tasks","type":"direct","durable":true,"auto_delete":false,"internal":false,"arguments":{}},
             {"name":"orders","type":"topic","durable":true,"auto_delete":true,"internal":true,
              "arguments":{"alternate-exchange":"other"}}]}""";

    /** A node with an alarm, and one that is stopped. */
    public static final String NODES = """
            [{"name":"rabbit@a","running":true,"applications":[{"name":"ra","version":"2.2.0"},
               {"name":"rabbit","version":"3.10.8"}],
              "mem_used":137277440,"mem_limit":10110600806,"mem_alarm":true,"disk_free":84000370688,
              "disk_free_limit":50000000,"disk_free_alarm":false,"fd_used":41,"fd_total":20000,"uptime":534967,
              "partitions":[]},
             {"name":"rabbit@b","running":false,"partitions":[]}]""";

    private Recorded() {}
}
