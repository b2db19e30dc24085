/** The page's own person, his token and the org: put there by the page before this script runs. */
const session = globalThis.lightningSession;
const DATA = `${session.orgUrl}/services/data/v${session.apiVersion}`;

/**
 * One call as this person's page makes it. Rejects with what Lightning Data Service gives for a refusal; a connection that broke
 * has no status.
 */
export async function callOrg(method, path, body) {
  const headers = { authorization: `Bearer ${session.token}` };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(DATA + path, { method, headers, ...sent }).catch(() => {
    throw fetchResponse(0, 'Disconnected', { message: 'Disconnected or Canceled' });
  });
  const read = await readJson(answer);
  if (!answer.ok) throw fetchResponse(answer.status, answer.statusText, firstOf(read));
  return read;
}

async function readJson(answer) {
  const text = await answer.text().catch(() => {
    throw fetchResponse(0, 'Disconnected', { message: 'Disconnected or Canceled' });
  });
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    throw fetchResponse(answer.ok ? 500 : answer.status, '', { message: 'An unexpected error occurred.' });
  }
}

/** The API tells errors as a list; pages are given the one thing that went wrong. */
function firstOf(read) {
  const [body] = Array.isArray(read) ? read : [read];
  return body ?? { message: 'An unexpected error occurred.' };
}

function fetchResponse(status, statusText, body) {
  return { ok: false, status, statusText, body, headers: {}, errorType: 'fetchResponse' };
}
