// What the extension shows on the portal's page: a layer over it with a shadow root of its own, so that neither styles the other and the
// page's framework, which may make its fields anew at any time, never meets a node that it does not know.
import { isFrame, parentOf, rectOf } from './page.js';
import { STYLE } from './style.js';

const WORD = { error: 'Error', warning: 'Warning', info: 'Note' };
const RANK = ['info', 'warning', 'error'];
const worst = (list) => RANK[Math.max(...list.map(({ severity }) => RANK.indexOf(severity)))];

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`;

const make = (name, properties = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('aria-') || key === 'role') node.setAttribute(key, value);
    else node[key] = value;
  }
  node.append(...children);
  return node;
};

/** A magnifying glass. */
function glass() {
  const SVG = 'http://www.w3.org/2000/svg';
  const [svg, path] = ['svg', 'path'].map((name) => document.createElementNS(SVG, name));
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', 'M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9M10.3 10.3L14 14');
  svg.append(path);
  return svg;
}

export function overlay({ field, write, find, stop, leave }) {
  const host = make('div', { id: 'superbill-extension', popover: 'manual' });
  const shadow = host.attachShadow({ mode: 'open' });
  // A constructed sheet is no inline style: the portal's policy has no say in it.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [sheet];

  const said = make('div', { className: 'said', role: 'status' });
  const marks = make('div');
  const card = make('div', { className: 'card', role: 'group', hidden: true });
  const launcher = make('button', { className: 'launch', type: 'button', hidden: true, tabIndex: -1, title: 'Find a code (Alt+↓)', 'aria-label': 'Find a code' }, glass());
  const total = make('button', { className: 'total', type: 'button', 'aria-expanded': 'false' });
  const list = make('ul', { hidden: true });
  const off = make('button', { className: 'off', type: 'button', textContent: 'Turn off' });
  const bar = make('div', { className: 'bar' }, list, make('div', { className: 'foot' }, total, off));
  const layer = make('aside', { 'aria-label': 'Superbill' }, marks, card, launcher, bar, said);
  shadow.append(layer);
  rise();

  /**
   * Above the page, and in a dialog that lets nobody out: what lies around that can neither be clicked nor focused. As a popover it lies
   * above the dialog and not in it, whose transform would else be that of all our places.
   */
  function rise(around = document.documentElement) {
    if (host.parentNode === around && host.isConnected) return;
    if (host.isConnected && around.moveBefore) around.moveBefore(host, null);
    else {
      if (host.parentNode) leave();
      around.append(host);
    }
    host.hidePopover();
    host.showPopover();
  }

  let fields = [];
  let findings = new Map();
  let at = ''; // the field whose card is open
  let launched = '';

  launcher.addEventListener('pointerdown', (event) => event.preventDefault()); // the field keeps the focus
  launcher.addEventListener('click', () => find(launched));
  off.addEventListener('click', stop);
  total.addEventListener('click', () => {
    list.hidden = !list.hidden;
    total.setAttribute('aria-expanded', String(!list.hidden));
  });
  layer.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const back = field(at)?.node;
    if (!list.hidden && list.contains(shadow.activeElement)) total.click(), total.focus();
    else if (show()) back?.focus();
    else return;
    // It would close the portal's dialog, too.
    event.preventDefault();
    event.stopPropagation();
  });

  /** Opens the card of a field, or with no key closes it; whether there was one to close. */
  function show(key) {
    const was = !card.hidden;
    at = findings.has(key) ? key : '';
    card.hidden = !at;
    if (at) {
      fill();
      said.textContent = `${findings.get(at).map(({ severity, message }) => `${WORD[severity]}: ${message}`).join('. ')}. Alt and Arrow Up goes to what can be done.`;
    }
    place();
    return was;
  }

  function fill() {
    card.setAttribute('aria-label', `${field(at)?.label ?? ''}: what was found`);
    card.replaceChildren(...findings.get(at).map(({ severity, message, todo, options, source }) => make('section', { className: severity },
      make('h2', {}, make('span', { className: 'word' }, WORD[severity]), ` ${field(at)?.label ?? ''}`),
      make('p', {}, sentence(message)),
      make('p', { className: 'todo' }, sentence(todo)),
      ...(field(at)?.fixed ? [] : options.slice(0, 6).map((option) => choice(at, option))),
      make('small', {}, source))));
    const known = field(at);
    if (known && !known.fixed && ['diagnosis', 'procedure'].includes(known.kind)) {
      const search = make('button', { type: 'button', className: 'search', textContent: 'Find another code' });
      search.addEventListener('click', () => find(known.key));
      card.append(search);
    }
  }

  function choice(key, { value, title }) {
    const code = /^[A-Z]\d\w{2,5}$/.test(value) && title ? `${value.slice(0, 3)}.${value.slice(3)}` : value;
    const button = make('button', { type: 'button', className: 'choice' }, make('b', {}, code), title ? ` ${title}` : '');
    button.addEventListener('click', () => {
      show();
      write(key, value);
    });
    return button;
  }

  function mark(key) {
    const badge = make('button', { type: 'button', className: 'badge' });
    badge.addEventListener('pointerdown', (event) => event.preventDefault());
    badge.addEventListener('click', () => {
      show(key);
      card.querySelector('button')?.focus();
    });
    badge.addEventListener('pointerenter', () => show(key));
    return make('div', { className: 'mark' }, make('div', { className: 'ring' }), badge);
  }

  const drawn = new Map();
  function draw(now, found, error, around) {
    [fields, findings] = [now, found];
    rise(around);
    for (const [key, node] of drawn) {
      if (findings.has(key)) continue;
      node.remove();
      drawn.delete(key);
    }
    for (const { key, label } of fields) {
      const of = findings.get(key);
      if (!of) continue;
      if (!drawn.has(key)) drawn.set(key, marks.appendChild(mark(key)));
      const node = drawn.get(key);
      const badge = node.lastChild;
      node.className = `mark ${worst(of)}`;
      badge.textContent = worst(of) === 'info' ? 'i' : '!';
      badge.setAttribute('aria-label', `${label}: ${WORD[worst(of)]}. ${of[0].message}`);
    }
    if (at && !findings.has(at)) show();
    else if (at && JSON.stringify(findings.get(at)) !== card.dataset.of) fill();
    card.dataset.of = JSON.stringify(findings.get(at) ?? '');
    summarize(error);
    place();
  }

  function summarize(error) {
    const all = fields.flatMap(({ key, label }) => (findings.get(key) ?? []).map((finding) => ({ key, label, ...finding })));
    const count = (severity, one) => all.filter((finding) => finding.severity === severity).length && `${all.filter((finding) => finding.severity === severity).length} ${one}${all.filter((finding) => finding.severity === severity).length > 1 ? 's' : ''}`;
    const parts = [count('error', 'error'), count('warning', 'warning'), count('info', 'note')].filter(Boolean);
    const text = error ? `cannot check: ${error}` : parts.join(', ') || (fields.length ? 'nothing found' : 'no claim on this page');
    bar.className = `bar ${error ? 'error' : all.length ? worst(all) : 'clean'}`;
    if (total.dataset.text !== text) total.replaceChildren(make('b', {}, 'Superbill'), ` ${text}`);
    total.dataset.text = text;
    const rows = JSON.stringify(all.map(({ key, message }) => [key, message]));
    if (list.dataset.rows === rows) return;
    list.dataset.rows = rows;
    list.replaceChildren(...all.map(({ key, label, severity, message }) => {
      const go = make('button', { type: 'button', className: severity }, make('b', {}, `${WORD[severity]}: ${label}`), ` ${sentence(message)}`);
      go.addEventListener('click', () => field(key)?.node.focus());
      return make('li', {}, go);
    }));
  }

  /** The part of a field that can be seen, in its scrolling ancestors. */
  function box(node) {
    let { left, top, right, bottom } = rectOf(node);
    for (let up = parentOf(node); up; up = parentOf(up)) {
      // A page and its body scroll as their whole window does; a frame shows what fits into it.
      if (['html', 'body'].includes(up.localName) || (!isFrame(up) && getComputedStyle(up).overflow === 'visible')) continue;
      const around = rectOf(up);
      [left, top, right, bottom] = [Math.max(left, around.left), Math.max(top, around.top), Math.min(right, around.right), Math.min(bottom, around.bottom)];
    }
    return { left, top, right, bottom, width: right - left, height: bottom - top, seen: right - left > 12 && bottom - top > 8 };
  }

  function place() {
    for (const [key, node] of drawn) {
      const where = field(key) && box(field(key).node);
      node.hidden = !where?.seen;
      if (where?.seen) Object.assign(node.style, { left: `${where.left}px`, top: `${where.top}px`, width: `${where.width}px`, height: `${where.height}px` });
    }
    const open = at && field(at);
    if (open) {
      const where = box(open.node);
      const [wide, high] = [document.documentElement.clientWidth, innerHeight];
      const { width, height } = card.getBoundingClientRect();
      const down = where.bottom + 8 + height <= high || where.top < height + 8;
      Object.assign(card.style, { left: `${Math.max(8, Math.min(where.left, wide - width - 8))}px`, top: `${down ? where.bottom + 8 : where.top - height - 8}px` });
    }
    const pick = launched && field(launched);
    if (pick) {
      const where = box(pick.node);
      Object.assign(launcher.style, { left: `${where.right - 30}px`, top: `${where.top + (where.height - 26) / 2}px` });
    }
  }

  return {
    host,
    layer,
    draw,
    card: show,
    say: (text) => { said.textContent = text; },
    /** The button at the field that has the focus. */
    launch(of) {
      launched = of?.key ?? '';
      launcher.hidden = !of;
      place();
    },
    /** From the field into its card, by keyboard. */
    enter(key) {
      if (!findings.has(key)) return false;
      show(key);
      card.querySelector('button')?.focus();
      return true;
    },
  };
}
