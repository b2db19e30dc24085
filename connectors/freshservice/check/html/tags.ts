import { lineAt } from '../app-files.ts';

/** One opening tag of a page. Names are in lower case. */
export type Tag = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly line: number;
  /** What stands in a `<script>` or `<style>`; empty for others. */
  readonly content: string;
};

const START = /<!--|<([a-z][a-z0-9-]*)/gi;
const ATTRIBUTE = /([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/** The opening tags of a page. Comments and what stands inside scripts do not count as tags. */
export function tagsOf(html: string): readonly Tag[] {
  const tags: Tag[] = [];
  let end = 0;
  for (const { index, 0: whole, 1: written } of html.matchAll(START)) {
    if (index < end) continue;
    if (written === undefined) {
      end = after(html, '-->', index);
      continue;
    }
    const name = written.toLowerCase();
    end = endOfTag(html, index);
    const attributes = attributesOf(html.slice(index + whole.length, end - 1));
    const content = /^(script|style)$/.test(name) ? contentOf(html, end, name) : '';
    end += content.length;
    tags.push({ name, attributes, line: lineAt(html, index), content });
  }
  return tags;
}

function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found === -1 ? html.length : found + mark.length;
}

/** The first `>` that no quotation marks enclose. */
function endOfTag(html: string, from: number): number {
  let quote = '';
  for (let i = from; i < html.length; i++) {
    const char = html.charAt(i);
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return i + 1;
  }
  return html.length;
}

function contentOf(html: string, from: number, name: string): string {
  const rest = html.slice(from);
  const close = rest.toLowerCase().indexOf(`</${name}`);
  return close === -1 ? rest : rest.slice(0, close);
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(ATTRIBUTE)].map(([, name = '', double, single, bare]) => [
      name.toLowerCase(),
      double ?? single ?? bare ?? '',
    ]),
  );
}
