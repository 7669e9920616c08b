// A queue and a worker of BullMQ, with Redis on a socket in the working directory. Jobs are removed when they are done.

import { Queue, Worker } from 'bullmq';
import { Measured, tasks } from './measured.mjs';

const name = process.env.BENCH_QUEUE.replaceAll(':', '-'); // BullMQ allows no colons
const connection = { path: 'redis.sock', maxRetriesPerRequest: null };
const job = () => ({ name: 'no-op', data: { payload: 'x'.repeat(Number(process.env.BENCH_PAYLOAD)) } });
const bulk = 1000;

async function withEmptyQueue(use) {
  const queue = new Queue(name, { connection, defaultJobOptions: { removeOnComplete: true } });
  await queue.obliterate({ force: true });
  await use(queue);
  await queue.close();
}

const submit = () =>
  withEmptyQueue(async (queue) => {
    const measured = new Measured();
    const { name, data } = job();
    let left = tasks;
    const submitter = async () => {
      while (left-- > 0) {
        const began = performance.now();
        await queue.add(name, data);
        measured.done(performance.now() - began);
      }
    };
    await Promise.all(Array.from({ length: Number(process.env.BENCH_WINDOW) }, submitter));
    console.log(measured.result());
  });

const fill = () =>
  withEmptyQueue(async (queue) => {
    for (let left = tasks; left > 0; left -= bulk) {
      await queue.addBulk(Array.from({ length: Math.min(bulk, left) }, job));
    }
  });

async function work() {
  const measured = new Measured();
  const worker = new Worker(name, async () => {}, { connection, concurrency: Number(process.env.BENCH_SLOTS) });
  worker.on('error', (error) => console.error(error));
  await new Promise((resolve) => worker.on('completed', () => measured.done() && resolve()));
  console.log(measured.result());
  await worker.close();
}

await { submit, fill, work }[process.argv[2]]();
