'use strict';

(() => {
  const SVG = 'http://www.w3.org/2000/svg';
  const SVG_TAGS = new Set(['svg', 'path', 'circle']);

  /**
   * A node with its attributes, handlers and children. Text is always text: nothing of it is read as HTML.
   * @param {string} tag
   * @param {Record<string, unknown>} [attributes]
   * @param {...unknown} children
   * @returns {HTMLElement}
   */
  function h(tag, attributes = {}, ...children) {
    const element = SVG_TAGS.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) setOne(element, name, value);
    for (const child of children.flat(Infinity)) append(element, child);
    return /** @type {HTMLElement} */ (element);
  }

  /**
   * @param {Element} element
   * @param {string} name
   * @param {unknown} value
   */
  function setOne(element, name, value) {
    if (value === null || value === undefined || value === false) return;
    if (typeof value === 'function') Object.assign(element, { [name]: value });
    else element.setAttribute(name, value === true ? '' : String(value));
  }

  /**
   * @param {Element} element
   * @param {unknown} child
   */
  function append(element, child) {
    if (child === null || child === undefined || child === false) return;
    element.append(child instanceof Node ? child : String(child));
  }

  /**
   * A link that leads out of the app; null when the address is none that a browser should follow.
   * @param {string | null} address
   * @returns {string | null}
   */
  function safeAddress(address) {
    try {
      const url = new URL(String(address));
      const isLocal = url.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname);
      return url.protocol === 'https:' || isLocal ? url.href : null;
    } catch {
      return null;
    }
  }

  /**
   * @param {string} id
   * @returns {HTMLElement}
   */
  function at(id) {
    const found = document.getElementById(id);
    if (found === null) throw new Error(`The page has no place named ${id}`);
    return found;
  }

  SR.share('dom', { h, at, safeAddress });
})();
