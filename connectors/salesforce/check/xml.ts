import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element of a metadata file: it has either children or text. */
export type XmlElement = {
  readonly name: string;
  readonly namespace: string | null;
  readonly children: readonly XmlElement[];
  readonly text: string;
};

export type Parsed =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly line: number; readonly message: string };

// What the parser gives with preserveOrder: a list of nodes, each with its tag as the only key beside ':@'.
type RawNode = Readonly<Record<string, unknown>>;

const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, parseTagValue: false, trimValues: true });

export function parseXml(text: string): Parsed {
  const checked = XMLValidator.validate(text);
  if (checked !== true) return { ok: false, line: checked.err.line, message: checked.err.msg };
  const root = elementsOf(parser.parse(text)).find(({ name }) => !name.startsWith('?'));
  return root === undefined ? { ok: false, line: 1, message: 'It is empty.' } : { ok: true, root };
}

/** Text of the first child of that name; null when there is none. */
export function textOf(element: XmlElement, name: string): string | null {
  return element.children.find((child) => child.name === name)?.text ?? null;
}

export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** Texts of all elements of that name, at any depth. */
export function textsIn(element: XmlElement, name: string): readonly string[] {
  return element.children.flatMap((child) => (child.name === name ? [child.text] : textsIn(child, name)));
}

function elementsOf(nodes: unknown): readonly XmlElement[] {
  return (nodes as readonly RawNode[]).flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ':@');
    if (name === undefined || name === '#text') return [];
    const inside = node[name] as readonly RawNode[];
    const attributes = node[':@'] as RawNode | undefined;
    const text = inside.flatMap((child) => ('#text' in child ? [String(child['#text'])] : [])).join('');
    const namespace = attributes?.['@_xmlns'];
    return [{ name, namespace: typeof namespace === 'string' ? namespace : null, children: elementsOf(inside), text }];
  });
}
