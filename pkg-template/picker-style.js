// How <superbill-picker> looks. Colors are the system's own, so that they follow the page's `color-scheme` and forced colors; everything
// a page may want otherwise is a custom property or a part.
export const STYLE = `
:host { display: block; position: relative; min-width: 0; font: inherit; color: inherit; }
:host([hidden]) { display: none; }
.field { display: flex; flex-wrap: wrap; gap: 4px; align-items: center; box-sizing: border-box; width: 100%; background: var(--superbill-field, Field); color: var(--superbill-ink, FieldText);
  border: 1px solid var(--superbill-line, color-mix(in srgb, currentColor 55%, transparent)); border-radius: var(--superbill-radius, 4px); }
.field:focus-within { outline: 2px solid var(--superbill-accent, Highlight); outline-offset: -1px; }
input { flex: 1 1 3em; min-width: 2em; font: inherit; color: inherit; background: none; border: 0; outline: 0; padding: .45em .6em; box-sizing: border-box; }
input::placeholder { color: inherit; opacity: .7; }
:host([aria-invalid=true]) .field { border-color: var(--superbill-wrong, #b3261e); }
button { font: inherit; color: inherit; background: none; border: 0; cursor: pointer; border-radius: 3px; min-width: 24px; min-height: 24px; }
button:focus-visible { outline: 2px solid var(--superbill-accent, Highlight); }
.clear { display: inline-grid; place-items: center; min-width: 24px; min-height: 24px; margin-inline-end: 2px; cursor: pointer; }
.clear[hidden], .chips:empty, .title:empty, .status:empty { display: none; }
.chips { display: contents; }
.chip { display: inline-flex; align-items: center; gap: 2px; margin: 3px 0 3px 4px; padding: 0 2px 0 6px; border-radius: 3px; border: 1px solid currentColor; font-weight: 600; }
.chip i { font-style: normal; font-weight: 400; opacity: .8; margin-inline-end: 3px; }
.title { font-size: .86em; padding: .15em .6em 0; color: var(--superbill-muted, inherit); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.popup { position: fixed; inset: auto; margin: 0; padding: 0; box-sizing: border-box; max-width: 96vw; background: var(--superbill-list, Canvas); color: var(--superbill-list-ink, CanvasText);
  border: 1px solid var(--superbill-line, color-mix(in srgb, currentColor 40%, transparent)); border-radius: var(--superbill-radius, 4px); box-shadow: 0 6px 20px rgb(20 40 60 / .16); }
.popup:not(.open) { display: none; }
.popup.open { display: flex; flex-direction: column; }
:host([open-list]) .popup { position: static; display: block; width: auto !important; max-height: none !important; box-shadow: none; margin-top: 2px; }
:host([open-list]) .popup:not(.open) { display: none; }
ul { list-style: none; margin: 0; padding: 0; overflow-y: auto; min-height: 0; }
ul[hidden] { display: none; }
li { display: grid; grid-template-columns: minmax(5.6em, auto) 1fr; gap: 0 .6em; padding: .3em .6em; min-height: 24px; line-height: 1.3; box-sizing: border-box; cursor: pointer; border-top: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
li:first-child { border-top: 0; }
li[aria-selected=true] { background: var(--superbill-chosen, color-mix(in srgb, Highlight 22%, Canvas)); box-shadow: inset 3px 0 var(--superbill-accent, Highlight); }
.code { font-family: var(--superbill-mono, ui-monospace, monospace); font-weight: 600; }
.header .code, .ended .code { font-weight: 400; }
.ended .text { text-decoration: line-through; }
mark { background: none; color: inherit; font-weight: 700; text-decoration: underline; text-underline-offset: 2px; }
small { grid-column: 2; font-size: .86em; color: var(--superbill-muted, inherit); }
.status { padding: .5em .6em; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (pointer: coarse) { li { padding-block: .75em; } input { font-size: max(16px, 1em); } }
@media (forced-colors: active) { li[aria-selected=true] { outline: 2px solid Highlight; outline-offset: -2px; } }
@media (prefers-reduced-motion: no-preference) { .popup { scroll-behavior: smooth; } }
`;
