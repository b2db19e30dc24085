/** Meanings of enhanced status codes (RFC 3463) that an agent can act on. */
const SENTENCES: Readonly<Record<string, string>> = {
  '5.1.1': 'The mailbox does not exist.',
  '5.1.2': 'The domain of the address does not exist or takes no mail.',
  '5.1.3': 'The address is not one that the mail server understands.',
  '5.1.6': 'The mailbox has moved and left no new address.',
  '5.1.10': 'The address takes no mail.',
  '5.2.1': 'The mailbox is closed.',
  '5.2.2': 'The mailbox is full.',
  '5.2.3': 'The mail is too large for the mailbox.',
  '5.4.1': 'The mail server of the recipient does not answer.',
  '5.4.4': 'The domain of the address does not exist or takes no mail.',
  '5.4.7': 'The mail server of the recipient did not take the mail in time.',
  '4.4.7': 'The mail server of the recipient did not take the mail in time.',
};

/** Why a mail came back, in our words: a mail server's own may hold anything. */
export function statusSentence(status: string): string {
  const known = SENTENCES[status];
  if (known !== undefined) return known;
  if (status.startsWith('5.7.')) return `The mail server of the recipient refused the mail by its rules (${status}).`;
  return status === '' ? 'The mail came back.' : `The mail came back (status ${status}).`;
}
