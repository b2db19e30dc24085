import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { createRecord } from 'lightning/uiRecordApi';
import Panel from 'c/sessionRequestPanel';
import { CASE_ID } from './rows';

/** Lets everything happen that is due: promises of the platform, then the drawing that follows. */
export async function settle() {
  for (let round = 0; round < 12; round += 1) await Promise.resolve();
}

/** The panel on a page, with what Salesforce answers. */
export async function open(data, properties = {}) {
  const refresh = jest.fn(() => Promise.resolve());
  const element = createElement('c-session-request-panel', { is: Panel });
  Object.assign(element, { recordId: CASE_ID, ...properties });
  document.body.appendChild(element);
  const emit = async (answer) => {
    graphql.emit(
      answer,
      ({ variables }) => variables?.me !== undefined && variables.caseId === element.recordId,
      refresh,
    );
    await settle();
  };
  await settle();
  getObjectInfo.emit({ createable: true });
  if (data !== undefined) await emit(data);
  const emitBoth = async (told, errors) => {
    // The stand-in knows answers and errors, but not both at once.
    Object.getPrototypeOf(graphql).emit.call(
      graphql,
      { data: told, errors, refresh },
      ({ variables }) => variables?.me,
    );
    await settle();
  };
  return { element, refresh, emit, emitBoth };
}

/** What the person may do with commands; null: that cannot be read. */
export async function emitRights(createable) {
  if (createable === null) getObjectInfo.error();
  else getObjectInfo.emit({ createable });
  await settle();
}

export async function emitErrors(errors, refresh = () => Promise.resolve()) {
  graphql.emitErrors(errors, ({ variables }) => variables?.me !== undefined, refresh);
  await settle();
}

/** Opens what happened to the first request, as a person does. */
export async function openLog(element) {
  const fold = one(one(element, 'c-session-request-log'), 'details');
  fold.open = true;
  fold.dispatchEvent(new CustomEvent('toggle'));
  await settle();
}

/** What the newest request of another case says of all of them. */
export async function emitSurroundings(data) {
  graphql.emit(data, ({ query, variables }) => query !== undefined && variables === undefined);
  await settle();
}

export async function emitLog(data, refresh = () => Promise.resolve()) {
  graphql.emit(data, ({ variables }) => variables?.number !== undefined, refresh);
  await settle();
}

/** Every element below, across the components' borders. */
export function all(root, selector) {
  const found = [];
  const walk = (node) => {
    for (const child of Array.from(node.children || [])) {
      if (child.matches(selector)) found.push(child);
      if (child.shadowRoot) walk(child.shadowRoot);
      walk(child);
    }
  };
  walk(root.shadowRoot || root);
  return Array.from(new Set(found));
}

export function one(root, selector) {
  const [found] = all(root, selector);
  return found;
}

/** What a person reads: text, and the labels of buttons and fields, which the stand-ins of the base components do not draw. */
export function words(root) {
  const parts = [];
  const walk = (node) => {
    for (const child of Array.from(node.childNodes || [])) {
      if (child.nodeType === 3) parts.push(child.nodeValue.trim());
      else if (child.shadowRoot) {
        if (child.tagName.startsWith('LIGHTNING-') && child.label) parts.push(child.label);
        walk(child.shadowRoot);
      } else walk(child);
    }
  };
  walk(root.shadowRoot || root);
  return parts.filter(Boolean).join(' ');
}

export function button(root, label) {
  return all(root, 'lightning-button').find((found) => found.label === label);
}

/** The checker needs a running clock. */
export async function isAccessible(element) {
  jest.useRealTimers();
  await expect(element).toBeAccessible();
}

export const labels = (root) => all(root, 'lightning-button').map((found) => found.label);

export async function press(root, label) {
  const found = button(root, label);
  if (!found) throw new Error(`there is no button "${label}", only: ${labels(root).join(', ')}`);
  found.click();
  await settle();
}

export const fieldsOf = (root) => all(root, '.field > *').map(({ name }) => name);
export const field = (root, name) => all(root, '.field > *').find((found) => found.name === name);

/** Watches what the form says beside a field, and whether it leads there. */
export function watchField(root, name) {
  const [said, focus] = [jest.fn(), jest.fn()];
  const shown = { setCustomValidity: { value: said }, reportValidity: { value: () => true }, focus: { value: focus } };
  Object.defineProperties(field(root, name), shown);
  return { said, focus };
}

/** Writes into a field of the form that is open. */
export async function write(root, name, value) {
  const found = all(root, 'lightning-input, lightning-textarea, lightning-combobox, lightning-checkbox-group').find(
    (field) => field.name === name,
  );
  if (!found) throw new Error(`there is no field "${name}"`);
  found.dispatchEvent(new CustomEvent('change', { detail: { value } }));
  await settle();
}

export async function writeAll(root, values) {
  for (const [name, value] of Object.entries(values)) await write(root, name, value);
}

/** Lets so many seconds pass, one by one, with all that happens in them. */
export async function seconds(count) {
  for (let second = 0; second < count; second += 1) {
    jest.advanceTimersByTime(1000);
    await settle();
  }
}

/** The records that were written, as their fields. */
export const written = () => createRecord.mock.calls.map(([{ fields }]) => fields);
export const lastWritten = () => written().at(-1);
export const parametersOf = (fields) => JSON.parse(fields.Parameters__c);
