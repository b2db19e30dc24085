import { get } from 'node:http';

/** Milliseconds until a quiet stream gives its first sign of life. */
export function firstBeat(url: string, secret: string): Promise<number> {
  const openedAt = performance.now();
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, headers: { authorization: `Bearer ${secret}` } }, (response) => {
      response.setEncoding('utf8').on('data', (text: string) => {
        if (!text.startsWith(':')) return;
        resolve(performance.now() - openedAt);
        response.destroy();
      });
    });
    request.once('error', reject);
  });
}
