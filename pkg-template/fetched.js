// Files over the network, and what went wrong in words that say what to do.
import { isBytes } from './arguments.js';
import { SuperbillError } from './error.js';

const isResponse = (it) => typeof Response === 'function' && it instanceof Response;

/** A response that holds something, for an address, a `Request` or a `Response`. */
export async function response(from, what) {
  let answer = from;
  if (!isResponse(from)) {
    try {
      answer = await fetch(from);
    } catch (error) {
      throw new SuperbillError('not-loaded', `${what} could not be fetched from ${from.url ?? from} (${error.message}): no connection, another origin without CORS, or the page's policy lacks it in connect-src`);
    }
  }
  if (!answer.ok) {
    throw new SuperbillError('not-loaded', `${what} is not there: ${answer.url || 'the server'} answered ${answer.status}. ${HOW}`);
  }
  return answer;
}

const HOW = 'Serve the file at that address, hand `init` the address where it is, or import from `superbill/inline`, which needs no file';

/** Bytes that begin as they should, or an error that tells what came instead. */
export function checked(bytes, magic, what, answer) {
  if (magic.every((byte, i) => bytes[i] === byte)) return bytes;
  const type = answer?.headers.get('content-type') ?? 'no content type';
  const at = answer?.url ? ` at ${answer.url}` : '';
  const start = String.fromCharCode(...bytes.subarray(0, 64)).trimStart();
  if (start.startsWith('<')) {
    throw new SuperbillError('not-loaded', `${what} is not there: the server answered with a page of HTML${at}, as it does for addresses that it does not know (the fallback of a single-page application). ${HOW}`);
  }
  throw new SuperbillError('not-loaded', `what came${at} is not ${what} (${bytes.length} bytes, served as ${type}). ${HOW}`);
}

/** "SUPRBILL", with which every table begins. */
const TABLE = [83, 85, 80, 82, 66, 73, 76, 76];

/** The bytes of a table, which may be given as bytes, too. */
export async function fetched(from, what) {
  const given = await from;
  if (isBytes(given) || given instanceof ArrayBuffer) return given;
  const answer = await response(given, what);
  return checked(new Uint8Array(await answer.arrayBuffer()), TABLE, what, answer);
}
