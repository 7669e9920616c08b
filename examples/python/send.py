#!/usr/bin/env python3
"""Puts one task into a queue: the words of the command line are its payload."""

import argparse
import os

import pika

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--queue", default="hello")
parser.add_argument("words", nargs="*", default=["Hello", "World!"])
arguments = parser.parse_args()

url = os.environ.get("RABBITMQ_URL", "amqp://guest:guest@localhost:5672/%2F")
connection = pika.BlockingConnection(pika.URLParameters(url))
channel = connection.channel()
channel.queue_declare(queue=arguments.queue, durable=True)
channel.confirm_delivery()  # basic_publish then returns once the broker has the message, or raises

payload = " ".join(arguments.words)
channel.basic_publish(
    exchange="",
    routing_key=arguments.queue,
    body=payload.encode(),
    properties=pika.BasicProperties(delivery_mode=2, content_type="text/plain"),
    mandatory=True,
)
print(f"sent {payload!r} to {arguments.queue}")
connection.close()
