const WAIT_MS = 25_000;
const LOOK_EVERY_MS = 20;

/** Looks until there is something, and gives it. Rejects after `timeoutMs` with what it was waiting for. */
export async function eventually<Found>(
  what: string,
  look: () => Promise<Found | null | false | undefined>,
  timeoutMs = WAIT_MS,
  everyMs = LOOK_EVERY_MS,
): Promise<Found> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== false && found !== undefined) return found;
    if (performance.now() > until) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}.`);
    await new Promise((resolve) => {
      setTimeout(resolve, everyMs);
    });
  }
}
