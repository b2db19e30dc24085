const HOST_MISTAKES = [
  [/\s/, 'A name has no spaces in it.'],
  [/^[a-z][a-z0-9+.-]*:\/\//i, 'Leave out https:// and enter the name only.'],
  [/@/, 'Enter the name of the server, not a mail address.'],
  [/[/?#\\]/, 'Enter the name only: nothing from the first slash on.'],
  [/^[0-9.]+(:[0-9]*)?$|^\[|:.*:/, 'An IP address cannot be used. Freshworks calls servers by name only.'],
  [/:/, 'Leave out the port. Freshworks calls port 443.'],
  [
    /^localhost$|\.(local|localhost|internal|lan|home|corp)\.?$/i,
    'Freshworks cannot reach a name that exists in your own network only.',
  ],
  [/^[^.]*$/, 'Enter the full name with its domain, for example support.example.com.'],
];
const HOST = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/i;
const SECRET = /^srs_[0-9A-Za-z_-]{20,200}$/;

/** What is wrong with the server's name, as a sentence; empty when nothing is. */
function hostMistake(value) {
  const text = String(value || '');
  const known = text === '' ? undefined : HOST_MISTAKES.find(([pattern]) => pattern.test(text));
  if (known !== undefined) return known[1];
  return text === '' || HOST.test(text) ? '' : 'This is not the name of a server. It looks like support.example.com.';
}

function secretMistake(value) {
  const text = String(value || '');
  return text === '' || SECRET.test(text) ? '' : 'This is not an install secret: it begins with srs_. Paste it whole.';
}

// Called by the platform, by the names in iparams.json.
function serverHostChanged(value) {
  utils.set('server_host', { hint: hostMistake(value) });
}

function installSecretChanged(value) {
  utils.set('install_secret', { hint: secretMistake(value) });
}
