/** An element with attributes (`on…`: listeners) and children. Texts stay texts. */
export function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat(2).filter((child) => child !== null));
  return element;
}

/** Rejects with a sentence. */
export async function call(path, body) {
  const sent =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(path, sent);
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.error ?? `The desk answered ${answer.status}.`);
  return value;
}
