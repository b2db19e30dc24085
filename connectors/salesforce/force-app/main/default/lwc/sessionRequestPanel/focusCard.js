/**
 * Leads the person to a request's card. False while it is not drawn.
 * @param {{ querySelectorAll(selectors: string): NodeListOf<Element> }} template
 * @param {string} key
 */
export function focusCard(template, key) {
  const cards = Array.from(template.querySelectorAll('c-session-request-card'));
  const card = cards.find((one) => /** @type {HTMLElement} */ (one).dataset.key === key);
  if (!card) return false;
  /** @type {HTMLElement & { focusHeading(): void }} */ (card).focusHeading();
  return true;
}
