/** Signs in at the demo's own door, as its button does; gives the cookies. */
export async function signIn(serverUrl: string, agent: string, to: string): Promise<string> {
  const answer = await fetch(`${serverUrl}/demo/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: serverUrl, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ agent, to }),
  });
  const cookies = answer.headers.getSetCookie().map((one) => one.split(';')[0]);
  if (answer.status !== 303 || cookies.length === 0) throw new Error(`signing in failed with ${answer.status}`);
  return cookies.join('; ');
}
