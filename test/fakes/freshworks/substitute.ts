import type { SettingField } from './app-folder.ts';

/** Which half of the app calls: the pages in an agent's browser, or server.js. */
export type Side = 'front' | 'server';
export type Place = 'host' | 'path' | 'query' | 'headers';

/** What a template may be filled with. */
export type Sources = {
  readonly fields: Readonly<Record<string, SettingField>>;
  readonly iparams: Readonly<Record<string, unknown>>;
  readonly oauthFields: Readonly<Record<string, SettingField>>;
  readonly oauthIparams: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  /** Null: the template names no integration. */
  readonly accessToken: string | null;
};

/** A template that the platform would not fill. */
export class SubstitutionRefused extends Error {
  readonly code = 'fake.substitution';
}

const PLACEHOLDER = /<%=([\s\S]*?)%>/g;

/** Fills a template's text as the vendor's table allows for this place and this half of the app; anything else is refused, never filled. */
export function substitute(text: string, place: Place, side: Side, sources: Sources): string {
  const filled = text.replaceAll(PLACEHOLDER, (_whole, expression: string) =>
    valueOf(expression.trim(), place, side, sources),
  );
  if (/<%|%>/.test(text.replaceAll(PLACEHOLDER, '')))
    throw new SubstitutionRefused(`"${text}" is not a whole placeholder`);
  return filled;
}

function valueOf(expression: string, place: Place, side: Side, sources: Sources): string {
  const encoded = /^encode\((.*)\)$/.exec(expression)?.[1];
  if (encoded !== undefined) return Buffer.from(valueOf(encoded.trim(), place, side, sources)).toString('base64');
  if (expression === 'access_token') return accessToken(place, sources);
  const [, kind, key] = /^(iparam|context|oauth_iparams)\.([A-Za-z0-9_]+)$/.exec(expression) ?? [];
  if (kind === undefined || key === undefined) throw new SubstitutionRefused(`<%= ${expression} %> is not known`);
  switch (kind) {
    case 'iparam':
      return setting(`iparam.${key}`, sources.fields[key], sources.iparams[key], place);
    case 'oauth_iparams':
      return setting(`oauth_iparams.${key}`, sources.oauthFields[key], sources.oauthIparams[key], place);
    default:
      return context(key, place, side, sources);
  }
}

function accessToken(place: Place, { accessToken }: Sources): string {
  if (place !== 'headers') throw new SubstitutionRefused('access_token may stand in headers only');
  if (accessToken === null) throw new SubstitutionRefused('access_token needs options.oauth');
  return accessToken;
}

function setting(name: string, field: SettingField | undefined, value: unknown, place: Place): string {
  if (field === undefined) throw new SubstitutionRefused(`${name} is not declared`);
  if (field.secure && place !== 'headers')
    throw new SubstitutionRefused(`${name} is secure and may stand in headers only`);
  return asText(name, value);
}

function context(key: string, place: Place, side: Side, { context: given }: Sources): string {
  if (side === 'front' && (place === 'host' || place === 'headers')) {
    throw new SubstitutionRefused(`context.${key} from a page may not stand in ${place}`);
  }
  return asText(`context.${key}`, Object.hasOwn(given, key) ? given[key] : undefined);
}

function asText(name: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new SubstitutionRefused(`${name} has no value`);
}
