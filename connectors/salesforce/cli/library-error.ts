/** What an error of Salesforce's libraries means, as a sentence for an admin. A fault of ours is thrown on. */
export function readLibraryError(error: unknown): string {
  if (!Error.isError(error)) throw error;
  if ('code' in error && error.code === 'ERR_MODULE_NOT_FOUND') {
    return 'The packages that deploy are not installed. Run "npm ci" without leaving any out, or install Salesforce\'s program sf and use --org.';
  }
  const reading = READINGS.find(([pattern]) => pattern.test(`${error.name} ${error.message}`));
  if (reading !== undefined) return reading[1];
  if (error instanceof TypeError || error instanceof ReferenceError) throw error;
  return `Salesforce's library says: ${error.message}`;
}

const READINGS: readonly (readonly [RegExp, string])[] = [
  [
    /NamedOrgNotFound|NamedOrgNotFoundError|No authorization information found/i,
    'Nobody is signed in to this org on this machine. Sign in with --login and the My Domain address.',
  ],
  [
    /INVALID_SESSION_ID|Session expired|Bad_OAuth_Token|invalid_grant|expired access\/refresh token/i,
    'Salesforce does not take the sign-in any more. Sign in anew with --login, or make a new access token.',
  ],
  [/access_denied|end-user denied/i, 'The sign-in was cancelled in the browser. Start again, and press "Allow" there.'],
  [/EADDRINUSE|PortInUse/i, 'Another sign-in is waiting for the browser on this machine. End it, then start again.'],
  [
    /INSUFFICIENT_ACCESS|API_DISABLED_FOR_ORG|INVALID_TYPE.*Metadata|ModifyAllData|ModifyMetadata/i,
    'This user may not deploy. It takes "Modify Metadata Through Metadata API Functions", which system administrators have.',
  ],
  [/REQUEST_LIMIT_EXCEEDED/i, "The org's calls of the day are used up. Try again tomorrow, or in another org."],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|DomainNotFound|fetch failed|ETIMEDOUT/i,
    'The org cannot be reached. Check the My Domain address, and that this machine may reach the internet.',
  ],
  [/timed? ?out/i, 'Salesforce had not finished in time. Look at Deployment Status in Setup before you deploy again.'],
];
