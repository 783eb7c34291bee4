// The page's side of worker.js: questions by message, answers as promises.
let worker;
let last = 0;
const waiting = new Map();

export function startEngine() {
  // Beside the page: a script that is inside it, as when it is served as one file, has no address of its own.
  worker ??= new Worker('worker.js', { type: 'module' });
  worker.onmessage = ({ data: { id, value, error } }) => {
    const { yes, no } = waiting.get(id) ?? {};
    waiting.delete(id);
    idle();
    if (error !== undefined) no?.(new Error(error));
    else yes?.(value);
  };
  worker.onerror = (event) => {
    for (const { no } of waiting.values()) no(new Error(event.message || 'The checking thread could not be started.'));
    waiting.clear();
    idle();
  };
}

export function ask(name, args, transfer = []) {
  return new Promise((yes, no) => {
    waiting.set(++last, { yes, no });
    delete document.documentElement.dataset.idle;
    worker.postMessage({ id: last, name, args }, transfer);
  });
}

/** Says in the page whether all questions are answered: what tests and other tools wait for. */
function idle() {
  if (!waiting.size) document.documentElement.dataset.idle = 'yes';
}
