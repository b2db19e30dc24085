/** Waits until everything that has arrived meanwhile had its turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** For loops over many things: call it after each. It waits for the next turn whenever the loop has held the others up for `heldMs`. */
export function letOthersTurn(heldMs = 10): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < heldMs) return;
    await nextTurn();
    since = performance.now();
  };
}
