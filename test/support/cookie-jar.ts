/** Keeps the cookies whose names fit, as one browser does. */
export type CookieJar = {
  take(setCookies: readonly string[]): void;
  /** The kept ones behind those that are `given`; empty for none. */
  header(given: string | null): string;
};

export function cookieJar(names: RegExp): CookieJar {
  const kept = new Map<string, string>();
  return {
    take: (setCookies) => {
      for (const [pair = ''] of setCookies.map((one) => one.split(';', 1))) {
        const [name = ''] = pair.split('=', 1);
        if (names.test(name)) kept.set(name, pair);
      }
    },
    header: (given) => [...(given === null ? [] : [given]), ...kept.values()].join('; '),
  };
}
