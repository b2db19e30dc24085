import type { TimelineEntry } from '../../../core/ports/help-desk.ts';
import { readLine, readText } from '../../shared/plain-text.ts';

/** All paragraphs together; far below what a note may hold, and more than an entry ever needs. */
export const LONGEST_ENTRY_CHARS = 10_000;
const LONGEST_LABEL_CHARS = 200;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

export type EntryHtml =
  | { readonly ok: true; readonly html: string }
  | { readonly ok: false; readonly reason: 'link-refused' | 'marker-refused' };

/**
 * The entry as the help desk's HTML: `p`, `br` and `a`, all text escaped. The marker is the first line: a quotation of the entry has
 * something above it, so a copy in somebody's answer is never taken for the entry itself.
 */
export function entryHtml(entry: TimelineEntry): EntryHtml {
  if (!isMarker(entry.marker)) return { ok: false, reason: 'marker-refused' };
  const links = entry.links.map((link) => linkHtml(link));
  if (links.some((link) => link === null)) return { ok: false, reason: 'link-refused' };
  const [first = '', ...rest] = withinLimit(entry.paragraphs).map((paragraph) => escapeLines(paragraph));
  // A break inside one paragraph keeps the marker and the text apart where the help desk turns the entry into plain text.
  const head = first === '' ? markerLine(entry.marker) : `${markerLine(entry.marker)}<br>${first}`;
  const blocks = [head, ...rest, ...(links.length > 0 ? [links.join('<br>')] : [])];
  return { ok: true, html: blocks.map((block) => `<p>${block}</p>`).join('') };
}

/** The visible line that the probe looks for. */
export function markerLine(marker: string): string {
  return `Ref ${marker}`;
}

export function isMarker(text: string): boolean {
  return /^[A-Z0-9]+(?:-[A-Z0-9]+)+$/.test(text) && text.length <= 64;
}

/** Safe inside an element and inside a quoted attribute. */
function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function withinLimit(paragraphs: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let left = LONGEST_ENTRY_CHARS;
  for (const paragraph of paragraphs) {
    const text = readText(paragraph, left);
    if (text !== '') kept.push(text);
    left -= text.length;
    if (left <= 0) break;
  }
  return kept;
}

function escapeLines(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>');
}

function linkHtml(link: TimelineEntry['links'][number]): string | null {
  const url = readLink(link.url);
  if (url === null) return null;
  const label = escapeHtml(readLine(link.label, LONGEST_LABEL_CHARS)) || escapeHtml(url);
  return `<a href="${escapeHtml(url)}">${label}</a>`;
}

function readLink(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
  return allowed && url.username === '' && url.password === '' ? url.href : null;
}
