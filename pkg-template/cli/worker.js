// A worker of `superbill validate --jobs`: it is given every piece of every file, and answers its share of the claims.
import { parentPort, workerData } from 'node:worker_threads';
import { init, validateStream } from '../node.js';
import { Answering } from './answering.js';
import { FORMATS } from './formats.js';
import { takeIn } from './shared.js';

const { module, tables, format, options } = workerData;
await init(module);
takeIn(tables);
const writer = FORMATS[format]();

const waiting = [];
let wake;
parentPort.on('message', (message) => {
  waiting.push(message);
  wake?.();
});

async function next() {
  while (waiting.length === 0) await new Promise((resolve) => (wake = resolve));
  return waiting.shift();
}

function send(answering, totals) {
  const part = answering.take();
  const owned = [part.entries.buffer, ...(part.bytes.length > 0 ? [part.bytes.buffer] : [])];
  parentPort.postMessage({ part, count: answering.count, totals }, owned);
}

parentPort.postMessage({});
for (;;) {
  const { file, by } = await next();
  if (file === undefined) break;
  const answering = new Answering(writer, file);
  const pieces = (async function* () {
    for (;;) {
      const { piece } = await next();
      if (piece === undefined) return;
      yield piece;
      send(answering);
    }
  })();
  for await (const item of validateStream(pieces, { ...options, share: { ...options.share, by } })) answering.add(item);
  send(answering, answering.totals);
}
parentPort.close();
