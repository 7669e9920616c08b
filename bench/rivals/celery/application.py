"""The Celery application: a durable queue, persistent messages, no results, no-op tasks."""

import multiprocessing
import os
import signal
import threading

import measured
import processes
from celery import Celery
from kombu import Exchange, Queue

QUEUE = os.environ["BENCH_QUEUE"]
SLOTS = int(os.environ.get("BENCH_SLOTS", "1"))
PREFETCH = int(os.environ.get("BENCH_PREFETCH", "1"))

app = Celery(broker=os.environ["BENCH_AMQP_URL"])
app.conf.update(
    task_queues=[Queue(QUEUE, Exchange(""), routing_key=QUEUE, durable=True)],
    task_default_queue=QUEUE,
    task_ignore_result=True,
    task_acks_late=os.environ.get("BENCH_VARIANT") == "late",
    worker_concurrency=SLOTS,
    worker_prefetch_multiplier=max(1, PREFETCH // SLOTS),
    worker_redirect_stdouts=False,
    broker_transport_options={"confirm_publish": os.environ.get("BENCH_CONFIRM") == "yes"},
)

# Shared by the processes of the pool, which are forked later.
count = multiprocessing.Value("q", 0)
began = multiprocessing.Array("d", measured.process_start(), lock=False)


@app.task(name="no-op")
def no_op(payload):
    with count.get_lock():
        count.value += 1
        mine = count.value
    if mine == measured.WARM_UP:
        began[:] = measured.now(processes.cpu_seconds)
    if mine == measured.TASKS:
        ended = measured.now(processes.cpu_seconds)
        print(measured.result(began, ended, processes.memory_mib()), flush=True)
        # Told to stop at once, the worker would no longer acknowledge this task.
        threading.Timer(0.5, os.kill, (os.getppid(), signal.SIGTERM)).start()
