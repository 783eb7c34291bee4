// What <superbill-picker> has in common with every native field of a form: properties that attributes reflect, the form it belongs to,
// its validity.
export const INTERNALS = Symbol('internals');
/** Attributes of the element that say something of the input in it. */
export const NAMING = ['aria-label', 'aria-labelledby', 'aria-invalid', 'aria-description', 'aria-describedby', 'title'];

// The document objects that test runners make lack some of this.
const LACKING = { setFormValue() {}, setValidity() {}, checkValidity: () => true, reportValidity: () => true, labels: [] };

// On a server there are no elements: importing this does nothing there.
export class FormField extends (globalThis.HTMLElement ?? Object) {
  static formAssociated = true;

  [INTERNALS] = this.#internals();

  /** What the page said with `setCustomValidity`. */
  customMessage = '';
  #disabledAround = false;
  #asked = false;

  #internals() {
    const internals = this.attachInternals?.() ?? {};
    for (const [name, member] of Object.entries(LACKING)) if (!(name in internals)) internals[name] = member;
    return internals;
  }

  get type() {
    return this.localName;
  }

  get form() {
    return this[INTERNALS].form;
  }

  get labels() {
    return this[INTERNALS].labels;
  }

  get validity() {
    return this[INTERNALS].validity;
  }

  get validationMessage() {
    return this[INTERNALS].validationMessage;
  }

  get willValidate() {
    return this[INTERNALS].willValidate;
  }

  checkValidity() {
    return this[INTERNALS].checkValidity();
  }

  reportValidity() {
    return this[INTERNALS].reportValidity();
  }

  setCustomValidity(message) {
    this.customMessage = String(message);
    this.judge();
  }

  formDisabledCallback(disabled) {
    this.#disabledAround = disabled;
    this.enable();
  }

  get disabledByAny() {
    return this.disabled || this.#disabledAround;
  }

  /** Takes over properties that were set before the element was known. */
  upgrade(names) {
    for (const name of names.filter((one) => Object.hasOwn(this, one))) {
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
  }

  /**
   * What the page says of the element is true of the input in it, which is what assistive software meets; so is what is written below
   * it. As text: an input in here can point to no id out there.
   */
  nameInput(input, below) {
    const words = (node) => {
      if (node.nodeType === 3) return node.data;
      // The markers that frameworks leave are comments.
      return node === this ? '' : [...node.childNodes].map(words).join('');
    };
    const texts = (nodes) => [...nodes].map((node) => words(node).replace(/\s+/g, ' ').trim()).filter(Boolean).join(' ');
    const named = (by) => texts((this.getAttribute(by) ?? '').split(/\s+/).flatMap((id) => (id && this.getRootNode().getElementById?.(id)) || []));
    const help = [...this.children].filter((node) => node.slot === 'help');
    const { valid, valueMissing } = this.validity ?? { valid: true };
    const described = this.getAttribute('aria-description') ?? (named('aria-describedby') || texts(help));
    const said = {
      'aria-label': named('aria-labelledby') || this.getAttribute('aria-label') || texts(this.labels ?? []) || this.title,
      'aria-description': described.includes(below) ? described : [described, below].filter(Boolean).join('. '),
      // That nothing is chosen yet is no fault of anybody.
      'aria-invalid': this.getAttribute('aria-invalid') ?? (valid || valueMissing ? '' : 'true'),
    };
    for (const [name, text] of Object.entries(said)) {
      if (text) input.setAttribute(name, text);
      else input.removeAttribute(name);
    }
  }

  /** What `autofocus` asks for: the platform looked before the element was known, and so could take the focus. */
  takeFocus() {
    // Once, and from nobody: not from the page around a frame either.
    const { activeElement, body, defaultView } = this.ownerDocument;
    if (this.#asked || !this.autofocus || activeElement !== body || defaultView !== defaultView?.top) return;
    this.#asked = true;
    this.focus();
  }

  /** As Enter does in a native field: by the form's own button, whose name and value are then sent, too. */
  submit() {
    const button = [...(this.form?.elements ?? [])].find((one) => one.type === 'submit' || one.type === 'image');
    if (button) button.click();
    else this.form?.requestSubmit?.();
  }
}

const KINDS = {
  // Frameworks set properties or attributes, and `false` in either is false; `''` is what an attribute without a value is.
  boolean: {
    get: (text) => text !== null && text !== 'false',
    set: (on) => (on === '' || (on && on !== 'false') ? '' : null),
  },
  text: { get: (text) => text ?? '', set: (given) => given ?? null },
  number: { get: (text) => (text === null ? undefined : Number(text)), set: (given) => given ?? null },
};

/** Properties of a class and their attributes, `{ readOnly: 'readonly' }`, each the same as the other. */
export function reflect({ prototype }, kind, names) {
  const { get, set } = KINDS[kind];
  for (const [name, attribute] of Object.entries(names)) {
    Object.defineProperty(prototype, name, {
      get() {
        return get(this.getAttribute(attribute));
      },
      set(given) {
        const text = set(given);
        if (text === null) this.removeAttribute(attribute);
        else this.setAttribute(attribute, String(text));
      },
      configurable: true,
      enumerable: true,
    });
  }
}
