#!/usr/bin/env python3
"""Runs the tasks of a queue, one at a time: prints the payload and acknowledges it."""

import argparse
import os

import pika

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--queue", default="hello")
parser.add_argument("--count", type=int, metavar="N", help="end after N tasks")
arguments = parser.parse_args()
if arguments.count is not None and arguments.count < 1:
    parser.error("--count needs a number from 1")
done = 0


def run(channel, method, properties, body):
    global done
    print(body.decode(errors="replace"), flush=True)
    channel.basic_ack(method.delivery_tag)
    done += 1
    if done == arguments.count:
        channel.stop_consuming()


url = os.environ.get("RABBITMQ_URL", "amqp://guest:guest@localhost:5672/%2F")
connection = pika.BlockingConnection(pika.URLParameters(url))
channel = connection.channel()
channel.queue_declare(queue=arguments.queue, durable=True)
channel.basic_qos(prefetch_count=1)
channel.basic_consume(arguments.queue, on_message_callback=run)
try:
    channel.start_consuming()
except KeyboardInterrupt:
    channel.stop_consuming()
connection.close()
