// Light or dark as the page is: `color-scheme` is inherited from it.
export const STYLE = `
:host { all: initial !important; color-scheme: inherit !important; position: fixed !important; inset: 0 !important; z-index: 2147483647 !important; pointer-events: none !important; }
* { box-sizing: border-box; }
aside { --ink: light-dark(#17202c, #e8edf4); --paper: light-dark(#fff, #1b212b); --line: light-dark(#d3d9e2, #3b4454); --muted: light-dark(#556070, #a9b4c4); --accent: light-dark(#0b5cad, #6fb1ff);
  --tone: light-dark(#1d6b3a, #7fd29c); color: var(--ink); font: 14px/1.4 system-ui, sans-serif; }
.error { --tone: light-dark(#b3261e, #ff8a80); } .warning { --tone: light-dark(#8a5300, #f2b544); } .info { --tone: light-dark(#0b5cad, #6fb1ff); }
button { font: inherit; color: inherit; cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
[hidden] { display: none !important; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.mark { position: fixed; }
.ring { position: absolute; inset: -1px; border: 2px solid var(--tone); border-radius: 6px; }
.badge { position: absolute; right: -9px; top: -11px; width: 24px; height: 24px; padding: 0; border: 2px solid var(--paper); border-radius: 50%; background: var(--tone); color: var(--paper); font-weight: 700; font-size: 13px; line-height: 1; pointer-events: auto; }
.card, .bar, .picker { position: fixed; background: var(--paper); border: 1px solid var(--line); border-radius: 10px; box-shadow: 0 10px 32px rgb(10 20 40 / .22), 0 2px 6px rgb(10 20 40 / .12); pointer-events: auto; }
.card { width: min(370px, calc(100vw - 16px)); max-height: min(420px, calc(100vh - 16px)); overflow: auto; padding: 12px 14px; }
.card section + section { margin-top: 12px; padding-top: 12px; border-top: 1px solid var(--line); }
h2 { margin: 0 0 4px; font-size: 13px; font-weight: 600; color: var(--muted); }
.word { color: var(--tone); font-weight: 700; }
p { margin: 0 0 6px; }
.todo { font-weight: 600; }
.choice, .search { display: block; width: 100%; margin: 0 0 6px; padding: 6px 10px; min-height: 32px; text-align: left; background: none; border: 1px solid var(--line); border-radius: 7px; }
.choice b { color: var(--accent); font-variant-numeric: tabular-nums; }
.choice:hover, .search:hover, li button:hover, .off:hover { background: color-mix(in srgb, var(--accent) 12%, var(--paper)); }
.search { margin: 10px 0 0; border-style: dashed; color: var(--accent); font-weight: 600; }
small { display: block; margin-top: 4px; font-size: 12px; color: var(--muted); }
.launch { position: fixed; width: 26px; height: 26px; padding: 0; border: 0; border-radius: 5px; background: var(--accent); color: var(--paper); pointer-events: auto; }
.launch svg { display: block; width: 16px; height: 16px; margin: 5px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; }
.bar { right: 16px; bottom: 16px; max-width: min(420px, calc(100vw - 32px)); overflow: hidden; }
.foot { display: flex; align-items: stretch; }
.total { flex: 1; padding: 9px 12px; min-height: 38px; text-align: left; border: 0; border-inline-start: 4px solid var(--tone); background: none; }
.total b { color: var(--tone); margin-inline-end: 4px; }
.off { padding: 0 12px; border: 0; border-inline-start: 1px solid var(--line); background: none; color: var(--muted); font-size: 13px; }
ul { list-style: none; margin: 0; padding: 0; max-height: 260px; overflow: auto; border-bottom: 1px solid var(--line); }
ul:empty { display: none; }
li + li { border-top: 1px solid var(--line); }
li button { display: block; width: 100%; padding: 8px 14px; text-align: left; border: 0; background: none; }
li b { display: block; font-size: 13px; color: var(--tone); }
.away { visibility: hidden; pointer-events: none; left: 0; top: 0; width: 520px; height: 380px; }
.bar :focus-visible { outline-offset: -3px; }
@media (forced-colors: active) { .ring { border-color: Mark; } .badge, .launch { border: 1px solid ButtonText; } }
`;
