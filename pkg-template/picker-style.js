// How <superbill-picker> looks. Colors are the system's own, so that they follow the page's `color-scheme` and forced colors; everything
// a page may want otherwise is a custom property or a part.
const soft = (percent) => `color-mix(in srgb, currentColor ${percent}%, transparent)`;
const LINE = `var(--superbill-line, ${soft(45)})`;
const MUTED = `var(--superbill-muted, ${soft(75)})`;
// Of Highlight a dark page shows too little.
const ACCENT = 'var(--superbill-accent, light-dark(Highlight, #8ab4f8))';
const WRONG = 'var(--superbill-wrong, light-dark(#b3261e, #ffb4ab))';
const MONO = 'var(--superbill-mono, ui-monospace, SFMono-Regular, Menlo, Consolas, monospace)';
const RADIUS = 'var(--superbill-radius, 5px)';

const STYLE = `
:host { display: block; position: relative; min-width: 0; font: inherit; color: inherit; text-align: start; text-indent: 0; text-transform: none; letter-spacing: normal; word-spacing: normal; white-space: normal; }
:host([hidden]), [hidden], .chips:empty, .title:empty, .status:empty { display: none !important; }
.field { display: flex; flex-wrap: wrap; gap: 4px; align-items: center; box-sizing: border-box; width: 100%; background: var(--superbill-field, Field); color: var(--superbill-ink, FieldText);
  border: 1px solid ${LINE}; border-radius: ${RADIUS}; }
.field:focus-within { outline: 2px solid ${ACCENT}; outline-offset: -1px; }
input { flex: 1 1 3em; text-align: start; letter-spacing: inherit; min-width: 2em; font: inherit; color: inherit; background: none; border: 0; outline: 0; padding: .45em .6em; box-sizing: border-box; text-overflow: ellipsis; }
.chips:not(:empty) + input { flex-basis: 7em; }
input::placeholder { color: inherit; opacity: .7; }
input:disabled { opacity: .6; }
.field:has(input[aria-invalid=true]) { border-color: ${WRONG}; }
button { font: inherit; line-height: 1; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; border-radius: 3px; min-width: 24px; min-height: 24px; }
button:focus-visible { outline: 2px solid ${ACCENT}; outline-offset: -2px; }
.clear { display: inline-grid; place-items: center; min-width: 24px; min-height: 24px; margin-inline-end: 3px; border-radius: 3px; cursor: pointer; }
.clear:hover, button:hover { background: ${soft(12)}; }
.chips { display: contents; }
.chip { display: inline-flex; align-items: center; gap: .4em; margin: 3px 0; margin-inline-start: 4px; padding-inline-end: 1px; border-radius: calc(${RADIUS} - 1px); border: 1px solid ${LINE}; font-family: ${MONO}; font-weight: 600;
  overflow: hidden; cursor: grab; touch-action: none; user-select: none; -webkit-user-select: none; }
.still .chip { cursor: default; padding-inline-end: .5em; }
.chip.dragged { opacity: .55; cursor: grabbing; }
.chip.target { outline: 2px solid ${ACCENT}; }
.chip.unknown { text-decoration: line-through; }
.place { align-self: stretch; display: grid; place-items: center; min-width: 1.6em; font-family: system-ui, sans-serif; font-weight: 400; background: ${soft(12)}; border-inline-end: 1px solid ${soft(20)}; }
.chip:first-child .place { background: var(--superbill-ink, FieldText); color: var(--superbill-field, Field); border-color: transparent; }
.title { font-size: .86em; line-height: 1.35; padding: .2em .6em 0; color: ${MUTED}; white-space: pre-line; overflow-wrap: anywhere; }
.title.wrong { color: ${WRONG}; }
.popup { position: fixed; inset: auto; margin: 0; padding: 0; box-sizing: border-box; container-type: inline-size; overflow: hidden; background: var(--superbill-list, Canvas); color: var(--superbill-list-ink, CanvasText);
  border: 1px solid ${LINE}; border-radius: ${RADIUS}; box-shadow: 0 1px 3px rgb(0 0 0 / .12), 0 8px 28px rgb(0 0 0 / .2); }
.popup:not(.open) { display: none; }
.popup.open { display: flex; flex-direction: column; }
:host([open-list]) .popup { position: static; width: auto !important; max-height: none !important; box-shadow: none; margin-top: 4px; }
ul { list-style: none; margin: 0; padding: 0; overflow-y: auto; min-height: 0; overscroll-behavior: contain; }
li { display: grid; grid-template-columns: minmax(5.6em, auto) 1fr auto auto; gap: 0 .7em; align-items: baseline; padding: .25em .7em; min-height: 26px; line-height: 1.3; box-sizing: border-box; cursor: pointer; border-top: 1px solid ${soft(12)}; }
ul > li:first-child, .group + li { border-top: 0; }
.group ~ li { scroll-margin-top: 2.2em; }
li:hover { background: ${soft(6)}; }
li[aria-selected=true] { background: var(--superbill-chosen, color-mix(in srgb, ${ACCENT} 20%, var(--superbill-list, Canvas))); box-shadow: inset 3px 0 ${ACCENT}; }
li[aria-selected=true]:dir(rtl) { box-shadow: inset -3px 0 ${ACCENT}; }
.group { position: sticky; top: 0; padding: .35em .7em .25em; font-size: .8em; font-weight: 600; color: inherit; background: color-mix(in srgb, CanvasText 7%, var(--superbill-list, Canvas)); }
.code { font-family: ${MONO}; font-weight: 600; }
.header .code, .ended .code { font-weight: 400; }
.ended .text { text-decoration: line-through; }
mark { background: none; color: inherit; font-weight: 700; text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 3px; }
.unit { padding: 0 .4em; border: 1px solid ${soft(30)}; border-radius: 3px; font-size: .86em; white-space: nowrap; }
small { font-size: .82em; color: ${MUTED}; }
.note { display: block; }
.days { white-space: nowrap; font-variant-numeric: tabular-nums; }
.star { grid-column: 4; min-width: 24px; text-align: center; }
.status, slot[name=empty] { display: block; padding: .55em .7em; }
.status:has(~ ul:not([hidden])) { font-size: .9em; border-bottom: 1px solid ${soft(20)}; background: color-mix(in srgb, CanvasText 5%, var(--superbill-list, Canvas)); }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@container (max-width: 32em) { li { grid-template-columns: minmax(4.8em, auto) 1fr auto; } .days { grid-column: 2; grid-row: 2; } .star { grid-column: 3; grid-row: 1; } }
@media (pointer: coarse) { li { padding-block: .75em; } input { font-size: max(16px, 1em); } .clear, button { min-width: 36px; min-height: 36px; } .star { min-width: 36px; } }
@media (forced-colors: active) { .chip:first-child .place { forced-color-adjust: none; } li[aria-selected=true], .chip.target { outline: 2px solid Highlight; outline-offset: -2px; } }
`;

/** @type {WeakMap<object, CSSStyleSheet>} */
const sheets = new WeakMap();

/** One constructed sheet for all of a window: it also works where the page's policy forbids inline styles, and in no other window. */
export function dress(shadow) {
  const view = shadow.ownerDocument.defaultView;
  if (!view?.CSSStyleSheet?.prototype.replaceSync) return;
  if (!sheets.has(view)) {
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(STYLE);
    sheets.set(view, sheet);
  }
  shadow.adoptedStyleSheets = [sheets.get(view)];
}
