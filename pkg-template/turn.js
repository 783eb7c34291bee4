/** The end of a turn: the page draws and listens before what follows. */
export function turn() {
  if (globalThis.scheduler?.yield) return globalThis.scheduler.yield();
  return new Promise((go) => {
    // Hidden pages keep timers waiting for a second.
    if (!globalThis.MessageChannel) return void setTimeout(go);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      go();
    };
    port2.postMessage(0);
  });
}

/** Milliseconds that small steps share one turn for: a turn costs as much as most of them. */
const TURN = 3;

/**
 * Goes on while there is more to do, in turns of its own of a few milliseconds, by a clock that nobody sets: what comes before and
 * behind has others. At the edge clocks stand still while code runs: there it is all one turn, and no page waits.
 */
export async function inTurns(more) {
  for (let goes = true; goes;) {
    await turn();
    const began = performance.now();
    while (goes && performance.now() - began < TURN) goes = more();
  }
  await turn();
}
