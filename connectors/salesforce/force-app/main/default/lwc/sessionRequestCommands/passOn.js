/**
 * Tells the component above what one below has told. Events end at each component's border, so that nothing on the customer's page hears
 * what is pressed in the panel.
 * @param {HTMLElement} component
 * @param {Event} event
 */
export function passOn(component, event) {
  event.stopPropagation();
  const { detail } = /** @type {CustomEvent} */ (event);
  component.dispatchEvent(new CustomEvent(event.type, { detail, bubbles: true }));
}
