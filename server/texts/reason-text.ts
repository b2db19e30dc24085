import { englishUnder, type TextParams, type Texts } from './texts.ts';

/** A reason that has words in every language: its text is `reason.<key>`. */
export type KnownReason = { readonly key: string; readonly params: Readonly<Record<string, string>> };

type Shape = { readonly key: string; readonly pattern: RegExp };

const PLACE = /\{([a-zA-Z]+)\}/;
/** By their English sentence, which is what adapters give and what is stored; one with places is found by its shape. */
const exact = new Map<string, string>();
const shapes: Shape[] = [];
for (const [path, sentence] of englishUnder('reason.')) {
  const key = path.slice('reason.'.length);
  if (PLACE.test(sentence)) shapes.push({ key, pattern: shapeOf(sentence) });
  else exact.set(sentence, key);
}

/** Which of the reasons we have words for this sentence is; null for one of somebody else. */
export function knownReason(sentence: string): KnownReason | null {
  const key = exact.get(sentence);
  if (key !== undefined) return { key, params: {} };
  for (const shape of shapes) {
    const found = shape.pattern.exec(sentence);
    if (found !== null) return { key: shape.key, params: { ...found.groups } };
  }
  return null;
}

/** Why something did not arrive, in the reader's language; a sentence that nobody knows stays as it is. */
export function reasonText(texts: Pick<Texts, 'lookUp'>, sentence: string): string {
  const known = knownReason(sentence);
  return known === null ? sentence : texts.lookUp(`reason.${known.key}`, known.params satisfies TextParams);
}

/** Values are short: names, numbers and codes. */
function shapeOf(sentence: string): RegExp {
  const parts = sentence.split(/(\{[a-zA-Z]+\})/);
  const source = parts.map((part) => {
    const name = PLACE.exec(part)?.[1];
    return name === undefined ? part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`) : `(?<${name}>[^.]{1,60}?)`;
  });
  return new RegExp(`^${source.join('')}$`);
}
