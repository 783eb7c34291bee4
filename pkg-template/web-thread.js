/** A worker of the web, as worker-client.js wants it. */
export const webThread = (worker) => ({
  post: (message) => worker.postMessage(message),
  listen: (heard) => worker.addEventListener('message', ({ data }) => heard(data)),
  failed: (failed) => worker.addEventListener('error', failed),
  end: () => worker.terminate(),
});
