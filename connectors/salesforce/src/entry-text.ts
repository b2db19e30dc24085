import type { TimelineEntry } from '../../../core/ports/help-desk.ts';
import { readLine, readText } from '../../shared/plain-text.ts';

/** What a feed post may hold, its markup counted. */
const LONGEST_HTML_CHARS = 10_000;
/** What a case comment may hold. */
const LONGEST_COMMENT_BYTES = 4000;
const LONGEST_TEXT_CHARS = 10_000;
const LONGEST_LABEL_CHARS = 200;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** An entry whose links and marker were checked: nothing else may be written. */
export type CheckedEntry = Omit<TimelineEntry, 'links'> & {
  readonly links: readonly { readonly label: string; readonly url: string }[];
};

/** Null when a link or the marker may not be written. */
export function checkEntry(entry: TimelineEntry): CheckedEntry | null {
  if (!isMarker(entry.marker)) return null;
  const links = entry.links.map(({ label, url }) => {
    const href = readLink(url);
    return href === null ? null : { label: readLine(label, LONGEST_LABEL_CHARS) || href, url: href };
  });
  const allowed = links.filter((link) => link !== null);
  return allowed.length === links.length ? { ...entry, links: allowed } : null;
}

export function isMarker(text: string): boolean {
  return /^[A-Z0-9]+(?:-[A-Z0-9]+)+$/.test(text) && text.length <= 40;
}

/** For the feed: `p` and `a` alone, which are all that it takes of what we need; there is no line break but a paragraph. */
export function entryHtml(entry: CheckedEntry): string {
  const links = entry.links.map(({ label, url }) => `<p><a href="${escapeHtml(url)}">${escapeHtml(label)}</a></p>`);
  const ends = [...links, `<p>${markerLine(entry.marker)}</p>`].join('');
  const lines = linesOf(entry).map((line) => (line === '' ? '<p>&nbsp;</p>' : `<p>${escapeHtml(line)}</p>`));
  return fitted(lines, '<p>…</p>', LONGEST_HTML_CHARS - ends.length, (text) => text.length) + ends;
}

/** For a comment, a task and our own record: plain text. */
export function entryText(entry: CheckedEntry, limit: { readonly bytes: number } | { readonly chars: number }): string {
  const size = (text: string): number => ('bytes' in limit ? Buffer.byteLength(text, 'utf8') : text.length);
  const most = 'bytes' in limit ? limit.bytes : limit.chars;
  const links = entry.links.map(({ label, url }) => (label === url ? url : `${label}: ${url}`));
  const ends = [...links, markerLine(entry.marker)].join('\n');
  const lines = linesOf(entry).map((line) => `${line}\n`);
  return fitted(lines, '…\n', most - size(ends), size) + ends;
}

export const COMMENT_LIMIT = { bytes: LONGEST_COMMENT_BYTES } as const;
export const TEXT_LIMIT = { chars: LONGEST_TEXT_CHARS } as const;

/** The visible reference. */
function markerLine(marker: string): string {
  return `Ref ${marker}`;
}

function linesOf(entry: CheckedEntry): readonly string[] {
  return entry.paragraphs
    .map((paragraph) => readText(paragraph, LONGEST_TEXT_CHARS))
    .filter((paragraph) => paragraph !== '')
    .flatMap((paragraph) => paragraph.split('\n'));
}

/** As many whole lines as there is room for, and `more` as a sign that there were others. A line is never cut inside its markup. */
function fitted(lines: readonly string[], more: string, room: number, size: (text: string) => number): string {
  const whole = lines.join('');
  if (size(whole) <= room) return whole;
  let text = '';
  for (const line of lines) {
    if (size(text + line + more) > room) break;
    text += line;
  }
  return text + more;
}

/** Safe inside an element and inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function readLink(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
  return allowed && url.username === '' && url.password === '' ? url.href : null;
}
