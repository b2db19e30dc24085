import { isEmailOf, type Subject } from './subject.ts';

/**
 * The JSON text with every agent who has the person's address named by the pseudonym, whatever the place; the same text when there is
 * none. An agent is an object with id, name and email.
 */
export function withoutAgent(json: string, subject: Subject, pseudonym: string): string {
  let found = false;
  const cleaned = JSON.stringify(JSON.parse(json), (_key, value: unknown) => {
    if (!isAgentOf(subject, value)) return value;
    found = true;
    return { ...value, name: pseudonym, email: null };
  });
  return found ? cleaned : json;
}

export function speaksOfAgent(json: string, subject: Subject): boolean {
  let found = false;
  JSON.parse(json, (_key, value: unknown) => {
    found ||= isAgentOf(subject, value);
    return value;
  });
  return found;
}

function isAgentOf(subject: Subject, value: unknown): value is { readonly email: string } {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('name' in value) || !('email' in value)) {
    return false;
  }
  return typeof value.email === 'string' && isEmailOf(subject, value.email);
}
