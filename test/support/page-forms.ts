/** A form as the page shows it. `fields` are the inputs that a plain press would send. */
export type PageForm = {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
};

const FORM = /<form\b([^>]*)>([\s\S]*?)<\/form>/g;
const INPUT = /<input\b([^>]*)>/g;
const ATTRIBUTE = /([a-z-]+)(?:="([^"]*)")?/g;

/** The forms of a page of ours (not of any page: it relies on how our templates write attributes). */
export function formsOf(html: string): readonly PageForm[] {
  return [...html.matchAll(FORM)].map(([, head = '', content = '']) => ({
    action: attributesOf(head).get('action') ?? '',
    fields: Object.fromEntries([...content.matchAll(INPUT)].flatMap(([, input = '']) => fieldOf(attributesOf(input)))),
  }));
}

/** Boxes are not ticked by a plain press. */
function fieldOf(input: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  const name = input.get('name');
  const isBox = input.get('type') === 'checkbox' || input.get('type') === 'radio';
  if (name === undefined || (isBox && !input.has('checked'))) return [];
  return [[name, input.get('value') ?? '']];
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, decoded(value)]));
}

function decoded(text: string): string {
  return text
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replaceAll(/&#(\d+);/g, (_, digits: string) => String.fromCodePoint(Number(digits)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
