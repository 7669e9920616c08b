"""What a worker and the processes of its pool use together; asked by one of the pool."""

import os

TICKS = os.sysconf("SC_CLK_TCK")


def worker():
    parent = os.getppid()
    with open(f"/proc/{parent}/task/{parent}/children") as children:
        return [parent, *map(int, children.read().split())]


def cpu_seconds():
    return sum(map(cpu_ticks, worker())) / TICKS


def cpu_ticks(pid):
    with open(f"/proc/{pid}/stat") as stat:
        user, system = stat.read().rpartition(")")[2].split()[11:13]
    return int(user) + int(system)


def memory_mib():
    """What they share, nearly all of the interpreter, counted once."""
    return sum(map(proportional_kib, worker())) / 1024


def proportional_kib(pid):
    with open(f"/proc/{pid}/smaps_rollup") as smaps:
        return next(int(line.split()[1]) for line in smaps if line.startswith("Pss:"))
