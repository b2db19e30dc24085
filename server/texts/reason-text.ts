import { englishUnder, type Texts } from './texts.ts';

/** A reason that has words in every language: its text is `reason.<key>`. */
export type KnownReason = { readonly key: string; readonly params: Readonly<Record<string, string>> };

type Shape = { readonly path: string; readonly pattern: RegExp };

const PLACE = /\{([a-zA-Z]+)\}/;
const REASON = 'reason.';
/** By their English sentence, which is what adapters give and what is stored; one with places is found by its shape. */
const exact = new Map<string, string>();
const shapes: Shape[] = [];
for (const [path, sentence] of [...englishUnder(REASON), ...englishUnder('finding.')]) {
  if (PLACE.test(sentence)) shapes.push({ path, pattern: shapeOf(sentence) });
  else exact.set(sentence, path);
}

/** Which of the reasons that panels have words for this sentence is; null for one of somebody else. */
export function knownReason(sentence: string): KnownReason | null {
  const found = find(sentence);
  return found?.path.startsWith(REASON) === true
    ? { key: found.path.slice(REASON.length), params: found.params }
    : null;
}

/** Why something did not arrive, or what a check found, in the reader's language; a sentence that nobody knows stays as it is. */
export function reasonText(texts: Pick<Texts, 'lookUp'>, sentence: string): string {
  const found = find(sentence);
  return found === null ? sentence : texts.lookUp(found.path, found.params);
}

function find(sentence: string): { readonly path: string; readonly params: Readonly<Record<string, string>> } | null {
  const path = exact.get(sentence);
  if (path !== undefined) return { path, params: {} };
  for (const shape of shapes) {
    const found = shape.pattern.exec(sentence);
    if (found !== null) return { path: shape.path, params: { ...found.groups } };
  }
  return null;
}

/** Values are short: names, numbers and codes. */
function shapeOf(sentence: string): RegExp {
  const parts = sentence.split(/(\{[a-zA-Z]+\})/);
  const source = parts.map((part) => {
    const name = PLACE.exec(part)?.[1];
    return name === undefined ? part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`) : `(?<${name}>[^({]{1,60}?)`;
  });
  return new RegExp(`^${source.join('')}$`);
}
