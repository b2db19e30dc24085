const app = require('./lib/app');
const { isServerHost } = require('./lib/server-host');
const { problemOfAnswer, problemOfFailure } = require('./lib/install-answer');
const { ofConversation, ofTicket } = require('./lib/ticket-hint');

// None of these functions is async, and none returns its promise: the platform may answer by itself when a promise of ours settles,
// and `renderData` must be called exactly once.
exports = {
  /** Installs only where our server takes the secret. */
  onAppInstallHandler(args) {
    register(args, 'installed');
  },

  /** New settings and new versions are proved the same way. */
  afterAppUpdateHandler(args) {
    register(args, 'updated');
  },

  /** Never stands in the way: a server that is gone must not keep the app in the account. */
  onAppUninstallHandler(args) {
    const answer = answerOnce();
    call('appUninstalled', { protocol: app.PROTOCOL, account: accountOf(args) })
      .then(() => answer(null))
      .catch(() => answer(null));
  },

  onTicketUpdateHandler(args) {
    tell(ofTicket(args));
  },

  onConversationCreateHandler(args) {
    tell(ofConversation(args));
  },
};

function register(args, event) {
  const answer = answerOnce();
  const host = hostOf(args);
  if (!isServerHost(host)) {
    answer(`"${host}" is not the name of a server. Enter a name such as support.example.com and nothing else.`);
    return;
  }
  call('appInstalled', { event, protocol: app.PROTOCOL, version: app.VERSION, account: accountOf(args) })
    .then((reply) => answer(problemOfAnswer(reply, host)))
    .catch((failure) => answer(problemOfFailure(failure, host)));
}

/** Hints are told once. A lost one is made up for by the next change, and by the server's own looks. */
function tell(hint) {
  if (hint === null) return;
  call('ticketChanged', { protocol: app.PROTOCOL, ...hint }).catch(() => null);
}

/** Also a call that throws at once becomes a rejection. */
function call(name, content) {
  return Promise.resolve().then(() => $request.invokeTemplate(name, { body: JSON.stringify(content) }));
}

function answerOnce() {
  let isAnswered = false;
  return (problem) => {
    if (isAnswered) return;
    isAnswered = true;
    if (problem === null) renderData();
    else renderData({ message: problem });
  };
}

function hostOf(args) {
  const host = args && args.iparams && args.iparams.server_host;
  return typeof host === 'string' ? host.slice(0, 253) : '';
}

/** Which account this is, so that a secret that was pasted into the wrong one is noticed. */
function accountOf(args) {
  const { account_id: id, domain, region, currentHost } = args || {};
  return { id: textOf(id), domain: domainOf(domain, currentHost), region: textOf(region) };
}

function domainOf(domain, currentHost) {
  const urls = (currentHost && currentHost.endpoint_urls) || {};
  return textOf(domain) || textOf(urls.freshservice);
}

function textOf(value) {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 200) : null;
}
