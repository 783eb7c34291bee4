// Workers that share the claims of a file. Each is given all pieces, so that it knows the headers above its claims and finds
// duplicates among all; what takes the time, the rules, is shared.
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { Totals } from './totals.js';

/** So many pieces are with the workers at a time. */
const AHEAD = 8;

const sharedBytes = (bytes) => {
  const out = new Uint8Array(new SharedArrayBuffer(bytes.length));
  out.set(bytes);
  return out;
};

export class Workers {
  #workers;
  /** Of each worker, who waits for its next messages, in order. */
  #waiting;
  #failed;

  constructor(jobs, { tables, format, colored, options }) {
    const module = new WebAssembly.Module(readFileSync(new URL('../superbill_bg.wasm', import.meta.url)));
    const shared = tables.map(sharedBytes);
    this.#waiting = Array.from({ length: jobs }, () => []);
    this.#workers = this.#waiting.map((waiting, i) => {
      const workerData = { module, tables: shared, format, colored, options: { ...options, share: { part: i + 1, of: jobs } } };
      const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData });
      worker.on('message', (message) => waiting.shift().resolve(message));
      worker.on('error', (error) => {
        this.#failed = error;
        for (const { reject } of waiting.splice(0)) reject(error);
      });
      return worker;
    });
  }

  /** The answers on a file: after each piece the entries of all workers, in order; at last the totals, too. */
  async *answers(file, pieces) {
    this.#send({ file });
    const replies = [];
    for await (const piece of pieces) {
      this.#send({ piece: sharedBytes(piece) });
      replies.push(this.#reply());
      if (replies.length >= AHEAD) yield merged(await replies.shift());
    }
    this.#send({});
    replies.push(this.#reply());
    for (const reply of replies) yield merged(await reply);
  }

  close() {
    for (const worker of this.#workers) worker.terminate();
  }

  #send(message) {
    for (const worker of this.#workers) worker.postMessage(message);
  }

  #reply() {
    const all = Promise.all(this.#waiting.map((waiting) => new Promise((resolve, reject) => {
      if (this.#failed) reject(this.#failed);
      else waiting.push({ resolve, reject });
    })));
    // It is waited for later.
    all.catch(() => {});
    return all;
  }
}

function merged(replies) {
  const entries = replies.flatMap((reply) => reply.entries).sort(([a], [b]) => a - b);
  const { count } = replies[0];
  if (!replies[0].totals) return { entries, count };
  const totals = new Totals();
  for (const reply of replies) totals.merge(reply.totals);
  return { entries, count, totals };
}
