import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync, type TsType, type TsTypeElement } from '@swc/core';

/** A type of Salesforce's metadata WSDL, as far as a file can be checked against it. */
export type WsdlType =
  | { readonly kind: 'members'; readonly members: ReadonlyMap<string, Member> }
  | { readonly kind: 'one-of'; readonly values: readonly string[] }
  | { readonly kind: 'text' | 'number' | 'boolean' | 'anything' };

export type Member = { readonly type: () => WsdlType; readonly isList: boolean; readonly isRequired: boolean };

/** Finds a type by its name, which is the name of a metadata file's root element; null when the WSDL has none. */
export type WsdlTypes = (name: string) => WsdlType | null;

/** Reads the types that Salesforce generates from its WSDL. TypeScript 7 has no compiler to call, so swc reads them. */
export function readWsdlTypes(): WsdlTypes {
  const path = fileURLToPath(import.meta.resolve('@salesforce/types/metadata')).replace(/\.js$/, '.d.ts');
  const declared = new Map<string, TsType>();
  for (const item of parseSync(readFileSync(path, 'utf8'), { syntax: 'typescript' }).body) {
    if (item.type !== 'ExportDeclaration' || item.declaration.type !== 'TsTypeAliasDeclaration') continue;
    declared.set(item.declaration.id.value, item.declaration.typeAnnotation);
  }
  const known = new Map<string, WsdlType>();
  const find: WsdlTypes = (name) => {
    const already = known.get(name);
    if (already !== undefined) return already;
    const type = declared.get(name);
    if (type === undefined) return null;
    const made = wsdlType(type, find);
    known.set(name, made);
    return made;
  };
  return find;
}

function wsdlType(type: TsType, find: WsdlTypes): WsdlType {
  switch (type.type) {
    case 'TsKeywordType':
      return { kind: scalarKind(type.kind) };
    case 'TsTypeReference': {
      const name = type.typeName.type === 'Identifier' ? type.typeName.value : '';
      return find(name) ?? { kind: 'anything' };
    }
    case 'TsTypeLiteral':
      return { kind: 'members', members: new Map(type.members.flatMap((member) => memberOf(member, find))) };
    case 'TsIntersectionType': {
      const parts = type.types.map((part) => wsdlType(part, find));
      return {
        kind: 'members',
        members: new Map(parts.flatMap((part) => (part.kind === 'members' ? [...part.members] : []))),
      };
    }
    case 'TsUnionType':
      return oneOf(type.types);
    case 'TsLiteralType':
      return oneOf([type]);
    default:
      return { kind: 'anything' };
  }
}

function scalarKind(kind: string): 'text' | 'number' | 'boolean' | 'anything' {
  if (kind === 'string') return 'text';
  return kind === 'number' || kind === 'boolean' ? kind : 'anything';
}

/** A list of words; anything when it is not only words. */
function oneOf(types: readonly TsType[]): WsdlType {
  const values = types.flatMap(literalOf);
  return values.length === types.length ? { kind: 'one-of', values } : { kind: 'anything' };
}

function literalOf(type: TsType): readonly string[] {
  return type.type === 'TsLiteralType' && type.literal.type === 'StringLiteral' ? [type.literal.value] : [];
}

function memberOf(member: TsTypeElement, find: WsdlTypes): readonly [string, Member][] {
  if (member.type !== 'TsPropertySignature' || member.key.type !== 'Identifier') return [];
  const annotation = member.typeAnnotation?.typeAnnotation;
  if (annotation === undefined) return [];
  const isList = annotation.type === 'TsArrayType';
  const single = isList ? annotation.elemType : annotation;
  return [[member.key.value, { type: () => wsdlType(single, find), isList, isRequired: !member.optional && !isList }]];
}
