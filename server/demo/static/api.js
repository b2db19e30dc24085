/** The panel's way to the server: the demo desk adds the installation secret and the agent, as a help desk's platform would. */
export function panelApi(agentKey) {
  const base = `/demo/panel/${agentKey}`;
  return {
    list: (ticketId) => call(`${base}/tickets/${ticketId}/requests?limit=20`),
    create: (body) => call(`${base}/requests`, { commandId: crypto.randomUUID(), ...body }),
    command: (requestId, body) =>
      call(`${base}/requests/${requestId}/commands`, { commandId: crypto.randomUUID(), ...body }),
    resend: (deliveryId) => call(`${base}/deliveries/${deliveryId}/resend`, {}),
    live: (ticketId) => new EventSource(`${base}/tickets/${ticketId}/live`),
  };
}

/** Rejects with a sentence for people. */
export async function call(path, body) {
  const sent =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  let answer;
  try {
    answer = await fetch(path, sent);
  } catch {
    throw new Error('The server cannot be reached. Nothing was changed.');
  }
  const value = await answer.json().catch(() => null);
  if (answer.ok && value !== null) return value;
  throw new Error(value?.detail ? `${value.title}. ${value.detail}` : 'The server gave no readable answer.');
}
