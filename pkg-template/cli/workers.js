// Workers that share the claims of a file. Each is given all pieces, so that it knows the headers above its claims, and passes over
// the claims of the others.
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { readTable } from './shared.js';
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
  #started;

  /** They begin at once, each with its own tables. */
  constructor(jobs, { tables, format, colored, options }) {
    const module = new WebAssembly.Module(readFileSync(new URL('../superbill_bg.wasm', import.meta.url)));
    const shared = tables.map((file) => ({ file, bytes: sharedBytes(readTable(file)) }));
    this.#waiting = Array.from({ length: jobs }, () => []);
    this.#workers = this.#waiting.map((waiting, i) => {
      const workerData = { module, tables: shared, format, colored, options: { ...options, share: { part: i + 1, of: jobs } } };
      const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData });
      worker.on('message', (message) => waiting.shift().resolve(message));
      worker.on('error', (error) => {
        this.#failed = error;
        for (const { reject } of waiting.splice(0)) reject(error);
      });
      worker.on('exit', () => {
        if (waiting.length > 0) worker.emit('error', new Error('a worker ended before it was done'));
      });
      return worker;
    });
    this.#started = this.#reply();
  }

  get count() {
    return this.#workers.length;
  }

  /** Once all have their tables. */
  async started() {
    await this.#started;
  }

  /** The answers on a file: after each piece the texts of all workers; at last the totals, too. */
  async *answers(file, pieces, by) {
    this.#send({ file, by });
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

/**
 * How the claims of an X12 file are shared, by its beginning: a subscriber's claims all to one worker, so that none has to read those
 * of the others to find what is billed twice; or, where some subscriber has many of them, in turn.
 */
export function dealing(start, jobs) {
  const text = Buffer.concat(start).toString('latin1');
  const claims = new Map();
  let total = 0;
  for (const { index, 1: separator } of text.matchAll(/NM1(\W)IL\1/g)) {
    const member = /^[\w-]*/.exec(text.slice(index, index + 400).split(separator)[9] ?? '')[0];
    claims.set(member, (claims.get(member) ?? 0) + 1);
    total++;
  }
  return total > 0 && Math.max(...claims.values()) * jobs * 4 <= total ? 'patient' : 'turn';
}

function merged(replies) {
  const [parts, count] = [replies.map(({ part }) => part), replies[0].count];
  if (!replies[0].totals) return { parts, count };
  const totals = new Totals();
  for (const reply of replies) totals.merge(reply.totals);
  return { parts, count, totals };
}
