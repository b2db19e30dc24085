/** What the app may do: see requests and work on them. One without the other would be a panel without buttons, so they go together. */
export const SCOPE = 'sessions:read sessions:write';

/** Whether the text asks for just that, in whatever order; leaving it out asks for everything there is. */
export function isWholeScope(asked: string | null): boolean {
  return asked === null || inOrder(asked) === inOrder(SCOPE);
}

function inOrder(scope: string): string {
  return [...new Set(scope.split(' '))].toSorted().join(' ');
}
