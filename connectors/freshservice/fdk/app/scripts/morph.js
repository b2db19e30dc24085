'use strict';

(() => {
  const HANDLERS = Object.freeze(['onclick', 'onsubmit', 'onchange', 'oninput', 'ontoggle']);
  /** What the person set, not the page: it stays as it is. */
  const OWN = Object.freeze({ DETAILS: ['open'], INPUT: ['value', 'checked', 'aria-invalid'], OPTION: ['selected'] });

  /**
   * Makes what is on the page like `wanted`, changing only what differs: open parts, what was typed, the focus and a screen reader's place
   * stay. Two elements are the same when tag and `data-key` are.
   * @param {Element} place
   * @param {Element} wanted
   */
  function morph(place, wanted) {
    // A part that looks after itself.
    if (place.hasAttribute('data-own')) return;
    takeAttributes(place, wanted);
    takeHandlers(place, wanted);
    if (!isForeign(place)) takeChildren(place, wanted);
    else if (place.textContent !== wanted.textContent) place.replaceChildren(...wanted.childNodes);
  }

  /** Elements of the vendor's library keep state of their own in class names and attributes. @param {Element} element */
  function isForeign(element) {
    return element.tagName.includes('-');
  }

  /**
   * @param {Element} place
   * @param {Element} wanted
   */
  function takeAttributes(place, wanted) {
    const own = /** @type {Record<string, readonly string[]>} */ (OWN)[place.tagName] || [];
    for (const { name, value } of Array.from(wanted.attributes)) {
      if (!own.includes(name) && place.getAttribute(name) !== value) place.setAttribute(name, value);
    }
    if (isForeign(place)) return;
    const isLeft = (/** @type {Attr} */ { name }) => !own.includes(name) && !wanted.hasAttribute(name);
    for (const { name } of Array.from(place.attributes).filter(isLeft)) place.removeAttribute(name);
  }

  /**
   * @param {Element} place
   * @param {Element} wanted
   */
  function takeHandlers(place, wanted) {
    for (const name of HANDLERS) {
      Object.assign(place, { [name]: /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (wanted))[name] });
    }
  }

  /**
   * @param {Element} place
   * @param {Element} wanted
   */
  function takeChildren(place, wanted) {
    const old = Array.from(place.childNodes);
    const kept = new Set();
    const next = Array.from(wanted.childNodes).map((child) => {
      const same = old.find((one) => !kept.has(one) && isSame(one, child));
      if (same === undefined) return child;
      kept.add(same);
      takeNode(same, child);
      return same;
    });
    for (const one of old) if (!kept.has(one)) one.remove();
    next.forEach((node, index) => {
      // Moving a node takes the focus from it: only what is not in its place already is moved.
      if (place.childNodes[index] !== node) place.insertBefore(node, place.childNodes[index] || null);
    });
  }

  /**
   * @param {ChildNode} same
   * @param {ChildNode} child
   */
  function takeNode(same, child) {
    if (same instanceof Element && child instanceof Element) morph(same, child);
    else if (same.nodeValue !== child.nodeValue) same.nodeValue = child.nodeValue;
  }

  /**
   * @param {Node} one
   * @param {Node} other
   */
  function isSame(one, other) {
    if (!(one instanceof Element) || !(other instanceof Element)) return one.nodeType === other.nodeType;
    return one.tagName === other.tagName && one.getAttribute('data-key') === other.getAttribute('data-key');
  }

  SR.share('morph', { morph });
})();
