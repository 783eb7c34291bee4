// Long work on a page's thread ends its turn again and again, so that the page hears what comes meanwhile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTurns } from './node_modules/superbill/turn.js';

/** Works for so many milliseconds, as a step of `init` does. */
function burn(milliseconds) {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

test('a message is heard between the steps of long work', async () => {
  const { port1, port2 } = new MessageChannel();
  let steps = 0;
  let heardAt;
  port1.onmessage = () => (heardAt ??= steps);
  port2.postMessage(0);
  await inTurns(() => {
    burn(2);
    return ++steps < 10;
  });
  port1.close();
  assert.equal(steps, 10);
  assert.ok(heardAt < 10, `heard at step ${heardAt}`);
});

test('steps that take nothing share a turn', async () => {
  let steps = 0;
  let ends = 0;
  const { MessageChannel } = globalThis;
  globalThis.MessageChannel = class extends MessageChannel {
    constructor() {
      super();
      ends++;
    }
  };
  try {
    await inTurns(() => ++steps < 1000);
  } finally {
    globalThis.MessageChannel = MessageChannel;
  }
  assert.equal(steps, 1000);
  assert.ok(ends < 100, `${ends} turns`);
});
