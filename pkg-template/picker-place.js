// Where the list of <superbill-picker> goes, in the top layer.

/** No list is higher, in CSS pixels. */
const MOST = 520;
/** Narrower, titles would be words one below the other. */
const LEAST = 280;
const GAP = 4;

/** A length as it is written, in CSS pixels; 0 for none. */
function pixels(length, { fontSize }, root) {
  const unit = /rem\s*$/.test(length) ? getComputedStyle(root).fontSize : /em\s*$/.test(length) ? fontSize : '1';
  return parseFloat(length) * parseFloat(unit) || 0;
}

/** Below its field, or above where there is more room; as wide as the field at least; within what is seen beside an on-screen keyboard. */
export function place(popup, field) {
  const { left, right, top, bottom, width: own } = field.getBoundingClientRect();
  const { documentElement: root, defaultView: { innerHeight, visualViewport } } = field.ownerDocument;
  const width = root.clientWidth;
  const seen = visualViewport ?? { offsetTop: 0, height: innerHeight };
  const [ceiling, floor] = [seen.offsetTop, Math.min(innerHeight, seen.offsetTop + seen.height)];
  const [below, above] = [floor - bottom - GAP - 2, top - ceiling - GAP - 2];
  const down = below >= Math.min(popup.scrollHeight || 300, MOST) || below >= above;
  const style = getComputedStyle(field);
  const asked = pixels(style.getPropertyValue('--superbill-list-width'), style, root);
  const wide = Math.min(Math.max(own, asked, Math.min(LEAST, width - 2 * GAP)), width - 2 * GAP);
  const start = Math.max(GAP, Math.min(style.direction === 'rtl' ? right - wide : left, width - wide - GAP));
  // The CSS property `zoom` scales what is set here, and has scaled what was measured.
  const px = (length) => `${length / (field.currentCSSZoom ?? 1)}px`;
  Object.assign(popup.style, { left: px(start), width: px(wide), maxHeight: px(Math.max(80, Math.min(MOST, down ? below : above))) });
  Object.assign(popup.style, down ? { top: px(bottom + GAP), bottom: 'auto' } : { top: 'auto', bottom: px(innerHeight - top + GAP) });
}

/** Calls `moved` whenever what lies in this window may be elsewhere; gives what ends that. An element that is not followed is held by nothing. */
export function follow(view, moved) {
  const all = [view, view.visualViewport].filter(Boolean);
  const options = { capture: true, passive: true };
  const each = (what) => all.forEach((one) => ['scroll', 'resize'].forEach((name) => one[what](name, moved, options)));
  each('addEventListener');
  return () => each('removeEventListener');
}
