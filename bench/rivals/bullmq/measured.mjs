// What a run in Node.js measures; the same as ../measured/measured.py.

const number = (name) => Number(process.env[name]);

export const tasks = number('BENCH_TASKS');
const warmUp = number('BENCH_WARMUP');

const now = () => ({ time: (performance.timeOrigin + performance.now()) / 1000, cpu: cpuSeconds() });

function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Counts tasks and measures all but the warm-up: or, without a warm-up, everything since the process started. */
export class Measured {
  #count = 0;
  #latencies = [];
  #began = { time: number('BENCH_STARTED'), cpu: 0 };
  #ended;

  /** One more task, which took so many milliseconds; true if it was the last. */
  done(latency) {
    this.#count++;
    if (this.#count === warmUp) this.#began = now();
    else if (this.#count > warmUp && latency !== undefined) this.#latencies.push(latency);
    if (this.#count === tasks) this.#ended = now();
    return this.#count === tasks;
  }

  /** The result of the run, as one line of JSON. */
  result() {
    const result = {
      tasks: tasks - warmUp,
      seconds: rounded(this.#ended.time - this.#began.time, 6),
      cpuSeconds: rounded(this.#ended.cpu - this.#began.cpu, 6),
      rssMiB: rounded(process.memoryUsage.rss() / 1048576, 1),
    };
    if (this.#latencies.length > 0) {
      const ordered = Float64Array.from(this.#latencies).sort();
      const percentile = (part) => rounded(ordered[Math.floor(part * (ordered.length - 1))], 3);
      Object.assign(result, { p50Millis: percentile(0.5), p99Millis: percentile(0.99) });
    }
    return JSON.stringify(result);
  }
}

const rounded = (value, digits) => Number(value.toFixed(digits));
