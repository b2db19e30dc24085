/** Draws a part of the page anew without taking anything from whoever works in it: open parts, what was typed, and the focus stay. */
export function redraw(root, draw) {
  const openParts = new Set([...root.querySelectorAll('details[open]')].map(placeOf));
  const typed = new Map([...root.querySelectorAll('[data-typed]')].map((field) => [placeOf(field), valueOf(field)]));
  const focused = root.contains(document.activeElement) ? placeOf(document.activeElement) : null;
  draw();
  for (const details of root.querySelectorAll('details')) if (openParts.has(placeOf(details))) details.open = true;
  for (const field of root.querySelectorAll('input, select, textarea')) {
    const value = typed.get(placeOf(field));
    if (value === undefined) continue;
    Object.assign(field, value);
    field.dataset.typed = '1';
  }
  if (focused !== null) [...root.querySelectorAll(FOCUSABLE)].find((one) => placeOf(one) === focused)?.focus();
}

const FOCUSABLE = 'button, summary, input, select, textarea';

/** Remembers which fields somebody has changed. */
export function noteTyping(root) {
  root.addEventListener('input', ({ target }) => {
    target.dataset.typed = '1';
  });
}

/** What was typed is done with. */
export function forgetTyping(root) {
  for (const field of root.querySelectorAll('[data-typed]')) delete field.dataset.typed;
  for (const details of root.querySelectorAll('details details[open], details[data-part="another"][open]'))
    details.open = false;
}

/** The same for the same control of the same request, before and after. */
function placeOf(element) {
  const request = element.closest('[data-request]')?.dataset.request ?? 'create';
  const part = element.closest('[data-part]')?.dataset.part ?? '';
  const own = element.name ? element.name + (element.type === 'checkbox' ? element.value : '') : labelOf(element);
  return [request, part, element.tagName, own].join('|');
}

function labelOf(element) {
  return element.tagName === 'DETAILS' ? element.firstChild.textContent : element.textContent;
}

function valueOf(field) {
  return field.type === 'checkbox' ? { checked: field.checked } : { value: field.value };
}
