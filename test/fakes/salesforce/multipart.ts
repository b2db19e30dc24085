/** The parts of a multipart body by name. Null when it is none. */
export function multipartParts(contentType: string, body: Buffer): ReadonlyMap<string, Buffer> | null {
  const boundary = /^multipart\/form-data\s*;.*\bboundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return null;
  const marker = Buffer.from(`--${boundary}`);
  const parts = new Map<string, Buffer>();
  let at = body.indexOf(marker);
  while (at >= 0) {
    const from = at + marker.length;
    const next = body.indexOf(marker, from);
    if (next < 0) return body.subarray(from, from + 2).toString() === '--' ? parts : null;
    const head = body.indexOf('\r\n\r\n', from);
    if (head < 0 || head > next) return null;
    const name = /\bname="([^"]*)"/i.exec(body.subarray(from, head).toString())?.[1];
    if (name !== undefined) parts.set(name, body.subarray(head + 4, next - 2));
    at = next;
  }
  return null;
}
