// A page as a person sees it: its document, shadow roots in it, open or closed, and frames of the same origin.

/** The document or the shadow root that a node holds; of another origin's frame, none. */
function within(node) {
  if (node.localName === 'iframe' || node.localName === 'frame') return node.contentDocument;
  // Those who close one name their element.
  return node.shadowRoot ?? (node.localName.includes('-') ? globalThis.chrome?.dom?.openOrClosedShadowRoot(node) : undefined);
}

/** All elements in the order of the page; `roots` is told of every document and shadow root that they are in. */
export function* elementsOf(root, roots = () => {}) {
  roots(root);
  for (const node of root.querySelectorAll('*')) {
    yield node;
    const inner = node.id === 'superbill-extension' ? undefined : within(node);
    if (inner) yield* elementsOf(inner, roots);
  }
}

/** What a node is in, across shadow roots and frames. */
export const parentOf = (node) => node.parentElement ?? node.getRootNode().host ?? node.ownerDocument.defaultView?.frameElement ?? null;

/** `closest`, out of shadow roots. */
export function closest(node, selector) {
  const { host } = node.getRootNode();
  return node.closest(selector) ?? (host ? closest(host, selector) : null);
}

/** Whether a person types into it: in its document or shadow root, and in all that these are in. */
export function hasFocus(node) {
  const root = node.getRootNode();
  const around = root.host ?? root.defaultView?.frameElement;
  return root.activeElement === node && (!around || hasFocus(around));
}

/** Where it is seen in the page, whatever frames it is in. */
export function rectOf(node) {
  let { left, top, right, bottom } = node.getBoundingClientRect();
  for (let frame = node.ownerDocument.defaultView?.frameElement; frame; frame = frame.ownerDocument.defaultView?.frameElement) {
    const around = frame.getBoundingClientRect();
    const [x, y] = [around.left + frame.clientLeft, around.top + frame.clientTop];
    [left, top, right, bottom] = [left + x, top + y, right + x, bottom + y];
  }
  return { left, top, right, bottom };
}
