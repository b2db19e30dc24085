/** What the app may do: see requests and work on them. One without the other would be a panel without buttons, so they go together. */
export const SCOPE = 'sessions:read sessions:write';

/** Whether the text asks for just that, in whatever order; leaving it out asks for everything there is. */
export function isWholeScope(asked: string | null): boolean {
  if (asked === null) return true;
  const sorted = (text: string): string => [...new Set(text.split(' '))].toSorted().join(' ');
  return sorted(asked) === sorted(SCOPE);
}
