const { loadApp } = require('./load-app.js');
const { pretendPlatform, pretendBrowser, settle } = require('./pretend-platform.js');

loadApp();

const answered = (request, created = true) => ({ request, version: request.version, replayed: false, created });
const UNREACHABLE = { status: 502, headers: {}, response: 'Error in establishing a connection.' };
const TIMED_OUT = { status: 504, headers: {}, response: 'The request timed out.' };

/** The panel of a ticket on an empty page; `first`: how the server answers when it is opened, one after the other. */
async function openPanel(first, given = {}) {
  document.body.innerHTML = '<main id="main"></main><p id="said"></p>';
  const platform = pretendPlatform(given.platform);
  const browser = pretendBrowser(given.browser);
  platform.answer('openPanel', ...(Array.isArray(first) ? first : [first]));
  if (given.asserted) platform.answer('openPanelAsserted', given.asserted);
  await SR.parts.panel.start(platform.client, browser.environment);
  await settle();
  const sentTo = (name) => platform.calls.filter((call) => call.name === name);
  return { ...platform, browser, sentTo };
}

module.exports = { openPanel, answered, UNREACHABLE, TIMED_OUT };
