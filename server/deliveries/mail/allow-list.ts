import type { Installation } from '../../../core/ports/installation.ts';

export const NOT_ON_THE_LIST =
  'This is a test installation, and the address is not on the list of those it may write to.';

/** A test installation writes only to addresses and numbers of its list: whole ones, or all of a domain as `@example.com`. */
export function mayBeWrittenTo({ environment, settings }: Installation, address: string | null): boolean {
  if (environment === 'production') return true;
  if (address === null) return false;
  const written = address.toLowerCase();
  const domain = written.slice(written.lastIndexOf('@'));
  return settings.allowList.some((entry) => {
    const allowed = entry.trim().toLowerCase();
    if (allowed.startsWith('+')) return written === allowed.replaceAll(/[\s()./-]/g, '');
    return allowed.startsWith('@') ? domain === allowed : written === allowed;
  });
}
