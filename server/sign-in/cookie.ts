/** The cookie of a sign-in. `__Host-` cookies cannot be set by a neighbouring host; plain http, allowed on this machine only, cannot carry them. */
export type SignInCookie = {
  readonly name: string;
  /** The token in a Cookie header; null when there is none, or more than one. */
  read(header: string | undefined): string | null;
  /** Value for Set-Cookie. */
  set(token: string, maxAgeSec: number): string;
  clear(): string;
};

const TOKEN = /^[0-9a-hj-km-np-tv-z]{32}$/;

export function signInCookie(secure: boolean): SignInCookie {
  const name = secure ? '__Host-sr' : 'sr-local';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    name,
    read: (header) => {
      const values = cookiesOf(header).filter(([key]) => key === name);
      const value = values[0]?.[1];
      // Two of the same name: one was planted, and nobody can say which.
      return values.length === 1 && value !== undefined && TOKEN.test(value) ? value : null;
    },
    set: (token, maxAgeSec) => `${name}=${token}; Max-Age=${maxAgeSec}; ${attributes}`,
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
  };
}

/** Name and value of every cookie in a Cookie header. */
export function cookiesOf(header: string | undefined): readonly (readonly [string, string])[] {
  return (header ?? '').split(';').flatMap((part) => {
    const at = part.indexOf('=');
    return at < 1 ? [] : [[part.slice(0, at).trim(), part.slice(at + 1).trim()] as const];
  });
}
