import type { Finding } from './finding.ts';
import type { SourceFiles } from './source-files.ts';
import type { WsdlType, WsdlTypes } from './wsdl-types.ts';
import type { Parsed, XmlElement } from './xml.ts';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

// The WSDL calls it text, but it holds elements of its own kind for each target of a component.
const NOT_DESCRIBED = new Set(['targetConfigs']);

/** Holds every metadata file against Salesforce's own types: unknown and missing elements, wrong values, doubled ones. */
export function checkAgainstWsdl(files: SourceFiles, types: WsdlTypes): readonly Finding[] {
  return [...files].flatMap(([file, { xml }]) =>
    xml === null ? [] : troublesOf(xml, types).map((message) => ({ file, message })),
  );
}

function troublesOf(parsed: Parsed, types: WsdlTypes): readonly string[] {
  if (!parsed.ok) return [`Not readable as XML, line ${parsed.line}: ${parsed.message}`];
  const { root } = parsed;
  const type = types(root.name);
  if (type === null) return [`Salesforce knows no metadata called ${root.name}.`];
  const namespace =
    root.namespace === NAMESPACE
      ? []
      : [`${root.name} must have xmlns="${NAMESPACE}", or Salesforce ignores the file.`];
  return [...namespace, ...elementTroubles(root, type, root.name)];
}

function elementTroubles(element: XmlElement, type: WsdlType, path: string): readonly string[] {
  switch (type.kind) {
    case 'members':
      return [...missing(element, type, path), ...doubled(element, type, path), ...inside(element, type, path)];
    case 'one-of':
      return type.values.includes(element.text)
        ? []
        : [`${path} is "${element.text}"; it can be ${listed(type.values)}.`];
    case 'boolean':
      return /^(true|false)$/.test(element.text) ? [] : [`${path} is "${element.text}"; it can be true or false.`];
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(element.text) ? [] : [`${path} is "${element.text}"; it must be a number.`];
    case 'text':
      return element.children.length === 0 ? [] : [`${path} holds text, not elements.`];
    case 'anything':
      return [];
    default:
      return type satisfies never;
  }
}

type Members = Extract<WsdlType, { kind: 'members' }>;

function missing(element: XmlElement, { members }: Members, path: string): readonly string[] {
  const present = new Set(element.children.map(({ name }) => name));
  return [...members].flatMap(([name, { isRequired }]) =>
    isRequired && !present.has(name) ? [`${path} needs <${name}>.`] : [],
  );
}

function doubled(element: XmlElement, { members }: Members, path: string): readonly string[] {
  const names = element.children.map(({ name }) => name);
  const twice = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  return [...twice].flatMap((name) =>
    members.get(name)?.isList === false ? [`${path} can have only one <${name}>.`] : [],
  );
}

function inside(element: XmlElement, { members }: Members, path: string): readonly string[] {
  return element.children.flatMap((child) => {
    if (NOT_DESCRIBED.has(child.name)) return [];
    const member = members.get(child.name);
    if (member === undefined) return [`${path} has <${child.name}>, which Salesforce does not know there.`];
    return elementTroubles(child, member.type(), `${path} / ${child.name}`);
  });
}

function listed(values: readonly string[]): string {
  return values.length > 12
    ? `one of ${values.length} values, such as ${values.slice(0, 5).join(', ')}`
    : values.join(', ');
}
