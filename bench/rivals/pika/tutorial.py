"""The programs of RabbitMQ's work queue tutorial, with confirms."""

import os
import sys
import time

import pika
from measured import TASKS, Measured

QUEUE = os.environ["BENCH_QUEUE"]
PERSISTENT = pika.BasicProperties(delivery_mode=2)


def declare(channel):
    channel.queue_declare(QUEUE, durable=True, arguments={"x-queue-type": os.environ["BENCH_KIND"]})


def publish(channel, payload):
    channel.basic_publish("", QUEUE, payload, PERSISTENT, mandatory=True)


def submit(channel):
    """With confirms, basic_publish returns when the broker has confirmed: one by one."""
    declare(channel)
    channel.confirm_delivery()
    measured = Measured()
    payload = bytes(int(os.environ["BENCH_PAYLOAD"]))
    last = False
    while not last:
        began = time.perf_counter()
        publish(channel, payload)
        last = measured.done(time.perf_counter() - began)
    print(measured.result())


def fill(channel):
    declare(channel)
    payload = bytes(int(os.environ["BENCH_PAYLOAD"]))
    for _ in range(TASKS - 1):
        publish(channel, payload)
    channel.confirm_delivery()
    publish(channel, payload)  # confirmed, so the queue has those before it as well


def work(channel):
    measured = Measured()

    def task(channel, method, properties, body):
        channel.basic_ack(method.delivery_tag)
        if measured.done():
            channel.stop_consuming()

    channel.basic_qos(prefetch_count=int(os.environ["BENCH_PREFETCH"]))
    channel.basic_consume(QUEUE, task)
    channel.start_consuming()
    print(measured.result())


connection = pika.BlockingConnection(pika.URLParameters(os.environ["BENCH_AMQP_URL"]))
{"submit": submit, "fill": fill, "work": work}[sys.argv[1]](connection.channel())
connection.close()
