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
