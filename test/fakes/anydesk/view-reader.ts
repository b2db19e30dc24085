import type { DeviceView } from './device-view.ts';

/** Reads a machine's stream until a view fits. Rejects when `timeoutMs` pass before, or the stream ends. */
export async function nextView(
  url: string,
  fits: (view: DeviceView) => boolean,
  timeoutMs: number,
  device?: number,
): Promise<DeviceView> {
  const query = device === undefined ? '' : `?device=${device}`;
  const response = await fetch(new URL(`/events${query}`, url), { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok || response.body === null) throw new Error(`No stream of the simulated device: ${response.status}`);
  let rest = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    const view = blocks.map(viewIn).find((one) => one !== null && fits(one));
    if (view !== null && view !== undefined) return view;
  }
  throw new Error('The simulated device went away');
}

function viewIn(block: string): DeviceView | null {
  return block.startsWith('data: ') ? (JSON.parse(block.slice('data: '.length)) as DeviceView) : null;
}
