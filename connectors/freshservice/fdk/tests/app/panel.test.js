const { loadApp } = require('./support/load-app.js');
const { pretendPlatform, pretendBrowser, settle } = require('./support/pretend-platform.js');
const { view, action, panel, watch, refusal, waiting, ready, NOW, ADA } = require('./support/answers.js');
const { text, said, has, press, control, main } = require('./support/page.js');

loadApp();

async function open(first, given = {}) {
  document.body.innerHTML = '<main id="main"></main><p id="said"></p>';
  const platform = pretendPlatform(given.platform);
  const browser = pretendBrowser(given.browser);
  platform.answer('openPanel', ...(Array.isArray(first) ? first : [first]));
  await SR.parts.panel.start(platform.client, browser.environment);
  await settle();
  return { ...platform, browser };
}

describe('The panel beside a ticket', () => {
  describe('without a request', () => {
    it('makes one with a single press for the person that the ticket names', async () => {
      const { calls, answer } = await open(panel());
      expect(text()).toContain('No session request for this ticket yet');
      expect(text()).toContain('An e-mail with the link goes to ada@kestrel.example.');
      answer('createRequest', { request: view(), version: 1, replayed: false, created: true });
      await press('Request session for Ada Obi');
      const { body } = calls.find(({ name }) => name === 'createRequest');
      expect(body).toMatchObject({
        ticket: { id: '42', number: 'INC-42' },
        recipient: { name: 'Ada Obi', email: 'ada@kestrel.example' },
        channels: ['email'],
        assignee: { kind: 'agent', agent: { id: '7' } },
      });
      expect(said()).toBe('Session request RS-000001 was made for Ada Obi.');
      expect(text()).toContain('Ada Obi has not joined yet.');
    });
  });
});
