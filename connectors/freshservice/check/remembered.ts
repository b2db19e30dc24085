/**
 * Does a work over one file once, for as long as its bytes are the same object and the rest it depends on is the same text. An app is
 * checked again and again with one file changed, and reading JavaScript is what takes the time.
 */
export function remembered<Result>(work: (bytes: Uint8Array, about: string) => Result) {
  const known = new WeakMap<Uint8Array, { readonly about: string; readonly result: Result }>();
  return (bytes: Uint8Array, about: string): Result => {
    const before = known.get(bytes);
    if (before?.about === about) return before.result;
    const result = work(bytes, about);
    known.set(bytes, { about, result });
    return result;
  };
}
