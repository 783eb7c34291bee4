// What callers pass, as the module takes it; or an error that says what belongs there.
import { SuperbillError } from './error.js';

const encoder = new TextEncoder();

/** Whether it is bytes, also such as another realm made: test runners give their tests globals of their own. */
export const isBytes = (it) => ArrayBuffer.isView(it) && it.BYTES_PER_ELEMENT === 1;

/** A text of which no more is looked at than `most` characters. */
export function text(value, name, most) {
  if (typeof value !== 'string') throw new SuperbillError('bad-option', `\`${name}\` must be a string`);
  return value.slice(0, most);
}

/** The options, read once; none but these are known. */
export function options(given, known, name = 'options') {
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object') throw new SuperbillError('bad-option', `\`${name}\` must be an object; it can have ${known.join(', ')}`);
  const taken = { ...given };
  const unknown = Object.keys(taken).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const near = known.find((name) => isNear(unknown.toLowerCase(), name.toLowerCase()));
    const hint = near === undefined ? '' : `did you mean \`${near}\`? `;
    throw new SuperbillError('bad-option', `there is no option \`${unknown.slice(0, 40)}\`${name === 'options' ? '' : ` in \`${name}\``}; ${hint}There are ${known.join(', ')}`);
  }
  return taken;
}

/** Whether one name is the beginning of the other, or the same but for two letters. */
function isNear(a, b) {
  if (a.length > 1 && (a.startsWith(b) || b.startsWith(a))) return true;
  if (a.length > 40 || Math.min(a.length, b.length) < 4) return false;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length] <= 2;
}

/** A claim as the bytes of its JSON. A string or bytes are taken as JSON already, which spares writing it again. */
export function claimBytes(claim) {
  if (isBytes(claim)) return claim;
  if (typeof claim === 'string') return encoder.encode(claim);
  let json;
  try {
    json = JSON.stringify(claim);
  } catch {
    // The reason may quote the claim's own keys, so it is not passed on.
    throw new SuperbillError('bad-input', 'the claim cannot be written as JSON: it holds itself, a BigInt, or a getter that throws');
  }
  if (json === undefined) throw new SuperbillError('bad-input', 'the claim must be an object, or its JSON as a string or as UTF-8 bytes');
  return encoder.encode(json);
}

const isBuffer = (it) => Object.prototype.toString.call(it) === '[object ArrayBuffer]';

/** The bytes of a table. */
export function tableBytes(bytes) {
  if (isBytes(bytes)) return bytes;
  if (isBuffer(bytes)) return new Uint8Array(bytes);
  if (ArrayBuffer.isView(bytes)) return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  throw new SuperbillError('bad-option', '`bytes` must be a Uint8Array or an ArrayBuffer with a whole .tbl file');
}

/** What `init` was given: a module in one of its forms, or options. */
export function initOptions(given) {
  const proto = given === undefined || given === null ? undefined : Object.getPrototypeOf(given);
  if (proto !== null && proto?.constructor?.name !== 'Object') return { module: given ?? undefined, tables: [] };
  const { module, tables = [] } = options(given, ['module', 'tables']);
  if (!Array.isArray(tables)) throw new SuperbillError('bad-option', '`tables` must be a list: of addresses, bytes, or what `superbill/tables/icd10pcs` exports');
  return { module, tables };
}
