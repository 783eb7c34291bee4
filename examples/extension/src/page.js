// A page as a person sees it: its document, shadow roots in it (closed ones of custom elements), and frames of the same origin.

const HTML = 'http://www.w3.org/1999/xhtml';

export const isFrame = ({ localName }) => localName === 'iframe' || localName === 'frame';

/** The document or the shadow root that a node holds; of another origin's frame, none. */
function within(node) {
  if (isFrame(node)) return node.contentDocument;
  if (node.shadowRoot) return node.shadowRoot;
  // Every node could be asked, but those who close a root nearly always name their element. MathML and SVG have names with a hyphen, too.
  if (node.namespaceURI !== HTML || !node.localName.includes('-')) return undefined;
  try {
    return globalThis.chrome?.dom?.openOrClosedShadowRoot(node);
  } catch {
    return undefined; // the extension was renewed or taken off
  }
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
    const { paddingLeft, paddingTop } = getComputedStyle(frame);
    // A page may show a frame smaller or larger than it is.
    const [wide, high] = [around.width / frame.offsetWidth || 1, around.height / frame.offsetHeight || 1];
    const x = (n) => around.left + (frame.clientLeft + parseFloat(paddingLeft) + n) * wide;
    const y = (n) => around.top + (frame.clientTop + parseFloat(paddingTop) + n) * high;
    [left, top, right, bottom] = [x(left), y(top), x(right), y(bottom)];
  }
  return { left, top, right, bottom };
}
