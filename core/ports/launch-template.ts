/** What stands in a launch template where the address goes. */
export const ADDRESS_PLACE = '{address}';
const MOST_CHARS = 500;
// A scheme of a program, or https to a console that runs in the browser. What could run script in our own page is not among them.
const SCHEME = /^([a-z][a-z0-9+.-]{1,30}):/;
const NOT_A_PROGRAM = new Set([
  'javascript',
  'data',
  'vbscript',
  'file',
  'blob',
  'about',
  'http',
  'ftp',
  'mailto',
  'tel',
]);
const PRINTABLE = /^[\x21\x23-\x26\x28-\x3b\x3d\x3f-\x7e]+$/;

/**
 * Whether a text can be a launch template, such as `rustdesk://{address}`: one scheme of a program or https, the place for the address
 * exactly once behind it, and nothing that would end a quoted text.
 */
export function isLaunchTemplate(text: string): boolean {
  const scheme = SCHEME.exec(text)?.[1];
  if (scheme === undefined || NOT_A_PROGRAM.has(scheme)) return false;
  if (text.length > MOST_CHARS || text.split(ADDRESS_PLACE).length !== 2) return false;
  if (!PRINTABLE.test(text) || /[{}]/.test(text.replace(ADDRESS_PLACE, ''))) return false;
  // In front of the path the address would choose the host.
  return (
    scheme !== 'https' || /^https:\/\/[a-z0-9.-]+(?::\d{1,5})?[/?#]/i.test(text.slice(0, text.indexOf(ADDRESS_PLACE)))
  );
}
