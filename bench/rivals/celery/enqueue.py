"""Enqueues tasks: confirmed, one by one (submit), or as quickly as Celery can (fill)."""

import os
import sys
import time

from measured import TASKS, Measured

os.environ["BENCH_CONFIRM"] = "yes" if sys.argv[1] == "submit" else "no"

from application import QUEUE, app, no_op  # noqa: E402

payload = "x" * int(os.environ["BENCH_PAYLOAD"])


def submit(producer):
    measured = Measured()
    last = False
    while not last:
        began = time.perf_counter()
        no_op.apply_async((payload,), producer=producer)
        last = measured.done(time.perf_counter() - began)
    print(measured.result())


def fill(producer):
    for _ in range(TASKS):
        no_op.apply_async((payload,), producer=producer)
    producer.channel.queue_declare(QUEUE, passive=True)  # its answer comes after the broker has taken the tasks


with app.producer_or_acquire() as producer:
    {"submit": submit, "fill": fill}[sys.argv[1]](producer)
app.close()
