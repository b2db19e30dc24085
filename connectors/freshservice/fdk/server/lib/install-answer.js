const app = require('./app');
const { readJson } = require('./read-json');

const PROBLEM = 'urn:session-requests:problem:';
const GUIDE = 'The app was not installed.';

/** What our own server says, by the type of its problem. */
const REFUSED = {
  'credentials-missing':
    'The install secret is not one of this server, or it was revoked. Make a new one in its console (Connectors, your Freshservice account) and paste it whole.',
  'other-account':
    'The install secret belongs to another Freshservice account. Use the secret of the account in which you install the app.',
  'account-already-known':
    'Another connector of this server has this Freshservice account already. Use the secret of that connector.',
  'app-too-old': 'Your Session Requests server needs a newer app. Install the app that came with the server.',
  'no-such-address': 'Your Session Requests server is older than this app. Update the server first.',
};

/** Faults on the way there, told by what the platform repeats of them. */
const UNREACHED = [
  [
    /ENOTFOUND|EAI_AGAIN|getaddrinfo/i,
    'There is no server of this name. Check the spelling, and the name in your DNS.',
  ],
  [
    /certificate|CERT_|self.signed|SSL|TLS/i,
    'Its certificate is not trusted. Freshworks needs one that browsers trust, with the whole chain.',
  ],
  [
    /ECONNREFUSED|ECONNRESET|EHOSTUNREACH/i,
    'It refuses the connection. Check that it runs, that port 443 is open, and that the addresses of Freshworks are let through.',
  ],
  [
    /ETIMEDOUT|ESOCKETTIMEDOUT|timed? ?out/i,
    'It did not answer in time. Check that it runs, and that the addresses of Freshworks are let through.',
  ],
];

/** Null when our server took the installation; else the sentence for the admin who installs. */
exports.problemOfAnswer = function (answer, host) {
  const body = readJson(answer && answer.response);
  if (!isOurs(body)) return notOurs(host);
  if (body.protocol < app.PROTOCOL) return sentence(host, REFUSED['no-such-address']);
  return body.minApp > app.PROTOCOL ? sentence(host, REFUSED['app-too-old']) : null;
};

/** The sentence for a call that failed, whatever shape the platform gives to the failure. */
exports.problemOfFailure = function (failure, host) {
  const status = Number(failure && failure.status);
  const known = REFUSED[problemType(failure)];
  if (known !== undefined) return sentence(host, known);
  const fault = UNREACHED.find(([pattern]) => pattern.test(textOf(failure)));
  if (fault !== undefined) return sentence(host, fault[1]);
  if (status === 429) return sentence(host, 'Too many calls were made in this minute. Try again in a minute.');
  if (status >= 300 && status < 500) return notOurs(host);
  return sentence(
    host,
    'It cannot be reached, or has a fault. Check that it runs and that https works from outside, then try again.',
  );
};

function isOurs(body) {
  return body !== null && body.server === 'session-requests' && Number.isInteger(body.protocol);
}

function problemType(failure) {
  const body = readJson(failure && failure.response);
  const type = body === null ? '' : String(body.type);
  return type.startsWith(PROBLEM) ? type.slice(PROBLEM.length) : '';
}

function textOf(failure) {
  if (!failure) return '';
  return [failure.response, failure.message, failure.code].filter((part) => typeof part === 'string').join(' ');
}

function notOurs(host) {
  return sentence(host, 'Something answers there, but it is not a Session Requests server. Check the name.');
}

function sentence(host, what) {
  return `${host}: ${what} ${GUIDE}`;
}
