#!/usr/bin/env python3
"""What pika gets of an exchange: binds a queue for each of the bindings, or consumes what is in those queues."""

import argparse
import json
import os

import pika

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--queue", required=True, help="what the names of the queues start with")
parser.add_argument("--exchange", required=True)
parser.add_argument("--type", required=True)
parser.add_argument("--bindings", required=True, type=json.loads, help='{"NAME": {"key": …, "arguments": {…}}, …}')
parser.add_argument("what", choices=["bind", "consume"])
given = parser.parse_args()

connection = pika.BlockingConnection(pika.URLParameters(os.environ["RABBITMQ_URL"]))
channel = connection.channel()
if given.what == "bind":
    channel.exchange_declare(given.exchange, exchange_type=given.type, durable=True)
    for name, binding in given.bindings.items():
        channel.queue_declare(given.queue + name, durable=True)
        channel.queue_bind(given.queue + name, given.exchange, binding["key"], binding["arguments"])
else:
    got = {}
    for name in given.bindings:
        ids = got[name] = []
        there = channel.queue_declare(given.queue + name, passive=True).method.message_count
        while len(ids) < there:
            _, properties, _ = next(channel.consume(given.queue + name, auto_ack=True))
            ids.append(properties.message_id)
        channel.cancel()
    print(json.dumps(got))
connection.close()
