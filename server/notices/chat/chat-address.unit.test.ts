import { describe, expect, it } from '@jest/globals';
import { readChatAddress } from './chat-address.ts';

const read = (text: string) => readChatAddress(text, { allowLoopback: false });

describe('the address of a chat', () => {
  it.each([
    ['https://hooks.slack.com/services/T0/B0/abc', 'slack'],
    ['https://hooks.slack-gov.com/services/T0/B0/abc', 'slack'],
    ['https://contoso.webhook.office.com/webhookb2/1@2/IncomingWebhook/3/4', 'teams'],
    ['https://prod-12.westeurope.logic.azure.com:443/workflows/1/triggers/manual/paths/invoke?sig=x', 'teams'],
    ['  https://default1.05.environment.api.powerplatform.com/powerautomate/automations/direct/1?sig=x ', 'teams'],
  ])('may be %s', (text, kind) => {
    expect(read(text)).toMatchObject({ kind });
  });

  it.each([
    'http://hooks.slack.com/services/T0/B0/abc',
    'https://hooks.slack.com.evil.example/services/T0/B0/abc',
    'https://evilhooks.slack.com/services/T0',
    'https://hooks.slack.com@evil.example/services/T0',
    'https://user:word@hooks.slack.com/services/T0',
    'https://hooks.slack.com:8443/services/T0',
    'https://hooks.slack.com/',
    'https://webhook.office.com.evil.example/x',
    'https://logic.azure.com.evil.example/x',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/services/T0',
    'http://127.0.0.1:9/hook',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'hooks.slack.com/services/T0',
    '',
    `https://hooks.slack.com/${'a'.repeat(2000)}`,
  ])('is never %s', (text) => {
    expect(read(text)).toBeNull();
  });

  it('may be on this machine only where that is allowed', () => {
    expect(readChatAddress('http://127.0.0.1:4000/teams/1', { allowLoopback: true })).toMatchObject({ kind: 'teams' });
    expect(readChatAddress('http://127.0.0.1:4000/slack/1', { allowLoopback: true })).toMatchObject({ kind: 'slack' });
    expect(readChatAddress('http://10.0.0.1/slack/1', { allowLoopback: true })).toBeNull();
  });
});
