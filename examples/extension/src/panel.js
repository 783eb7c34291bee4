// The picker at a field: a page of the extension in a frame, since a content script has no custom elements and the portal's policy no
// WebAssembly. The frame is loaded once and shown at one field after the other; a browser that cannot move it as it is (`moveBefore`) loads it
// again on its way into a dialog. Laid out even while it is not seen: what is not cannot take the focus, and would have to be laid out first.
import { rectOf } from './page.js';

const AWAY = 'picker away';
const SIZE = { width: 520, height: 380 };

export function pickerFrame(layer, { field, write }) {
  const frame = Object.assign(document.createElement('iframe'), { className: AWAY, title: 'Superbill: find a code' });
  let key = '';
  let port;
  let wanted;

  frame.addEventListener('load', () => {
    port?.close();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }) => {
      if (data.code || data.close) {
        const at = key;
        close();
        if (data.code) write(at, data.code);
        else field(at)?.node.focus();
      }
    };
    frame.contentWindow.postMessage('superbill', `chrome-extension://${chrome.runtime.id}`, [channel.port2]);
    if (wanted) port.postMessage(wanted);
  });
  frame.src = chrome.runtime.getURL('frame.html');
  layer.append(frame);

  function open(at, question) {
    key = at.key;
    wanted = question;
    frame.className = 'picker';
    place();
    frame.focus();
    port?.postMessage(question);
  }

  function close() {
    key = '';
    wanted = undefined;
    frame.className = AWAY;
    frame.blur(); // what is typed now is not for one that nobody sees
  }

  /** Below the field, or above it where there is more room; the field may be another node by now, or gone. */
  function place() {
    if (!key) return;
    const at = field(key);
    if (!at) return void close();
    const box = rectOf(at.node);
    const [wide, high] = [document.documentElement.clientWidth, innerHeight];
    const width = Math.min(SIZE.width, wide - 16);
    const height = Math.min(SIZE.height, Math.max(high - box.bottom, box.top) - 14, high - 16);
    const down = high - box.bottom >= box.top || high - box.bottom >= SIZE.height + 14;
    Object.assign(frame.style, {
      width: `${width}px`,
      height: `${height}px`,
      left: `${Math.max(8, Math.min(box.left, wide - width - 8))}px`,
      top: `${down ? box.bottom + 6 : Math.max(8, box.top - height - 6)}px`,
    });
  }

  return { open, close, place, get key() { return key; } };
}
