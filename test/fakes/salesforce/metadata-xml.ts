import { XMLParser } from 'fast-xml-parser';
import { isObject } from './values.ts';

/** A part of a metadata file. */
export type Xml = Readonly<Record<string, unknown>>;

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, trimValues: true, processEntities: true });

/** The root element's content, and its name. Throws when the file is no XML of one root. */
export function parseMetadata(text: string, name: string): { readonly root: string; readonly xml: Xml } {
  const parsed: unknown = parser.parse(text, true);
  if (!isObject(parsed)) throw new Error(`${name} is no XML`);
  const root = Object.keys(parsed).find((key) => !key.startsWith('?'));
  if (root === undefined) throw new Error(`${name} has no element`);
  const inside = parsed[root];
  return { root, xml: isObject(inside) ? inside : {} };
}

export function textIn(xml: Xml, name: string): string | null {
  const value = xml[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

export function flagIn(xml: Xml, name: string): boolean {
  return textIn(xml, name) === 'true';
}

export function numberIn(xml: Xml, name: string, otherwise: number): number {
  const text = textIn(xml, name);
  return text === null ? otherwise : Number(text);
}

/** The elements of this name, whether there are none, one or many. */
export function partsIn(xml: Xml, name: string): readonly Xml[] {
  const value = xml[name];
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.filter((one) => isObject(one));
}
