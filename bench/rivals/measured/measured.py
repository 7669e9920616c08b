"""What a run in Python measures; the same as Measured.java."""

import json
import os
import time

TASKS = int(os.environ["BENCH_TASKS"])
WARM_UP = int(os.environ["BENCH_WARMUP"])
PAGE_MIB = os.sysconf("SC_PAGE_SIZE") / 1048576


class Measured:
    """Counts tasks and measures all but the warm-up: or, without a warm-up, everything since the process started."""

    def __init__(self):
        self.count = 0
        self.latencies = []
        self.began = process_start()

    def done(self, latency=None):
        """One more task; true if it was the last."""
        self.count += 1
        if self.count == WARM_UP:
            self.began = now()
        elif latency is not None:
            self.latencies.append(latency)
        if self.count < TASKS:
            return False
        self.ended = now()
        return True

    def result(self):
        return result(self.began, self.ended, own_memory_mib(), self.latencies[-(TASKS - WARM_UP) :])


def process_start():
    return float(os.environ["BENCH_STARTED"]), 0


def now(cpu_seconds=time.process_time):
    return time.time(), cpu_seconds()


def own_memory_mib():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * PAGE_MIB


def result(began, ended, memory_mib, latencies=()):
    """The result of a run, as one line of JSON."""
    seconds, cpu_seconds = (end - begin for begin, end in zip(began, ended))
    fields = {
        "tasks": TASKS - WARM_UP,
        "seconds": round(seconds, 6),
        "cpuSeconds": round(cpu_seconds, 6),
        "rssMiB": round(memory_mib, 1),
    }
    if latencies:
        ordered = sorted(latencies)
        for name, part in ("p50Millis", 0.5), ("p99Millis", 0.99):
            fields[name] = round(ordered[int(part * (len(ordered) - 1))] * 1000, 3)
    return json.dumps(fields)
