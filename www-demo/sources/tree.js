// JSON values by their pointers.

export const keysOf = (pointer) => pointer.split('/').slice(1).map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

export function get(tree, pointer) {
  return keysOf(pointer).reduce((at, key) => at?.[key], tree);
}

/** Sets a value, making what is missing on the way; `undefined` takes it away. */
export function put(tree, pointer, value) {
  const keys = keysOf(pointer);
  const last = keys.pop();
  let at = tree;
  for (const [i, key] of keys.entries()) {
    if (at[key] === undefined || at[key] === null || typeof at[key] !== 'object') {
      if (value === undefined) return;
      at[key] = /^\d+$/.test(keys[i + 1] ?? last) ? [] : {};
    }
    at = at[key];
  }
  if (value !== undefined) at[last] = value;
  else if (Array.isArray(at)) at[last] = '';
  else delete at[last];
}

/** Without holes: what was left empty before something filled is an empty object, and what is empty at an end is gone. */
export function tidy(value) {
  if (Array.isArray(value)) {
    const all = Array.from(value, (item) => (item === undefined ? {} : tidy(item)));
    while (all.length && empty(all.at(-1))) all.pop();
    return all;
  }
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, tidy(item)]).filter(([, item]) => !empty(item)));
  }
  return value;
}

const empty = (value) => value === undefined || value === '' || (value && typeof value === 'object' && Object.keys(value).length === 0);

/** The tree as indented text, and the first and last line of every pointer in it. */
export function linesOf(tree) {
  const lines = [''];
  const at = new Map();
  const write = (text) => (lines[lines.length - 1] += text);
  const next = (depth) => lines.push('  '.repeat(depth));
  const walk = (value, pointer, depth) => {
    const from = lines.length - 1;
    if (value && typeof value === 'object') {
      const list = Array.isArray(value);
      const all = Object.entries(value);
      write(list ? '[' : '{');
      all.forEach(([key, item], i) => {
        next(depth + 1);
        if (!list) write(`${JSON.stringify(key)}: `);
        walk(item, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1);
        if (i < all.length - 1) write(',');
      });
      if (all.length) next(depth);
      write(list ? ']' : '}');
    } else write(JSON.stringify(value) ?? 'null');
    at.set(pointer, [from, lines.length - 1]);
  };
  walk(tree, '', 0);
  return { lines, at };
}
