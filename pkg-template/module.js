// The WebAssembly module from whatever `init` was given; or, where WebAssembly is refused, a JavaScript build of the same module.
import { isBytes } from './arguments.js';
import { SuperbillError } from './error.js';
import { checked, response } from './fetched.js';

const MAGIC = [0, 97, 115, 109];
const EMPTY = new Uint8Array([...MAGIC, 1, 0, 0, 0]);
const WHAT = 'the WebAssembly module';

/** Whether there is no WebAssembly here, or the page's policy refuses it: Chromium and Firefox compile none then, Safari runs none. */
export function refused() {
  try {
    new WebAssembly.Instance(new WebAssembly.Module(EMPTY));
    return false;
  } catch {
    return true;
  }
}

const viewed = (bytes) => (bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes);
// Edge runtimes hand over modules of another realm.
const isModule = (it) => Object.prototype.toString.call(it) === '[object WebAssembly.Module]';
const areBytes = (it) => isBytes(it) || it instanceof ArrayBuffer;

/** The module, compiled off the main thread and while it still comes in where that can be had. */
async function compiled(given) {
  if (isModule(given)) return given;
  if (areBytes(given)) return WebAssembly.compile(checked(viewed(given), MAGIC, WHAT));
  const answer = await response(given, WHAT);
  const type = answer.headers.get('content-type') ?? '';
  // Another type is no fault: it costs the streaming only.
  if (type.startsWith('application/wasm') && WebAssembly.compileStreaming) {
    try {
      return await WebAssembly.compileStreaming(answer);
    } catch (error) {
      // Fetched once more, to say what came instead.
      return compiledBytes(await response(answer.url || Promise.reject(error), WHAT));
    }
  }
  return compiledBytes(answer);
}

async function compiledBytes(answer) {
  const bytes = checked(new Uint8Array(await answer.arrayBuffer()), MAGIC, WHAT, answer);
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw new SuperbillError('not-loaded', `${WHAT} from ${answer.url} is damaged or cut short (${bytes.length} bytes): ${error.message}`);
  }
}

/** The raw exports over a module. */
export async function startedModule(glue, given) {
  const module = await compiled(given);
  try {
    return startedNow(glue, module);
  } catch (error) {
    // Chromium before 115 starts none of this size on a page's thread. Not at first: the glue asks what `Request` and `Response` are,
    // for which Node loads its whole `fetch`.
    if (!(error instanceof RangeError)) throw error;
    await glue.default({ module_or_path: module });
    return glue;
  }
}

/** The raw exports over a module that is at hand, without waiting. */
export function startedNow(glue, given) {
  glue.initSync({ module: given });
  return glue;
}

/** The raw exports without WebAssembly: the code as JavaScript, the tables out of the module's file. */
export async function withoutWasm(given, build) {
  const why = `WebAssembly is refused here${typeof WebAssembly === 'object' ? " by the page's policy: add 'wasm-unsafe-eval' to its script-src" : ''}`;
  if (!build) throw new SuperbillError('refused', `${why}, or import from \`superbill/js\`, which carries a JavaScript build`);
  if (isModule(given)) throw new SuperbillError('refused', why);
  let answer;
  const bytes = areBytes(given) ? viewed(given) : new Uint8Array(await (answer = await response(given, WHAT)).arrayBuffer());
  checked(bytes, MAGIC, WHAT, answer);
  let js;
  try {
    js = await build();
  } catch (error) {
    throw new SuperbillError('refused', `${why}; and the JavaScript build could not be loaded instead (${error.message}): serve without-wasm.js beside the module, or import from \`superbill/js\`, which carries it`);
  }
  return js.start(bytes);
}
