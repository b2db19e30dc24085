const KEPT = new Set(['P', 'B', 'I', 'U', 'S', 'CODE', 'UL', 'OL', 'LI']);

/** What somebody wrote, as elements: the few kinds that a feed shows, links to the web, and all else as its text. */
export function richText(html) {
  const made = document.createDocumentFragment();
  const read = new DOMParser().parseFromString(html, 'text/html');
  copy(read.body, made);
  return made;
}

function copy(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
    else if (node.nodeType === Node.ELEMENT_NODE && !['SCRIPT', 'STYLE'].includes(node.tagName)) copyElement(node, to);
  }
}

function copyElement(node, to) {
  const made = KEPT.has(node.tagName) ? document.createElement(node.tagName) : linkOf(node);
  copy(node, made ?? to);
  if (made !== null) to.append(made);
}

function linkOf(node) {
  const href = node.tagName === 'A' ? (node.getAttribute('href') ?? '') : '';
  if (!/^https?:\/\//.test(href)) return null;
  const link = document.createElement('a');
  Object.assign(link, { href, target: '_blank', rel: 'noopener' });
  return link;
}
