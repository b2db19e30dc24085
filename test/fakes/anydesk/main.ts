import { runAsOwnProcess, wholeNumber } from '../shared/own-process.ts';
import { DEFAULT_OPTIONS } from './desk-options.ts';
import { startDesk } from './start-desk.ts';

const OPTIONS = [
  'port',
  'api-port',
  'recipient-id',
  'recipient-name',
  'agent-id',
  'agent-name',
  'license-id',
  'api-password',
  'first-sid',
];

function idOf(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  if (!/^[1-9]\d{8,9}$/.test(text)) throw new Error(`--${name} must be nine or ten digits`);
  return Number(text);
}

await runAsOwnProcess(OPTIONS, async (option) => {
  const { licence, ...usual } = DEFAULT_OPTIONS;
  const licenseId = option('license-id') ?? licence.licenseId;
  const apiPassword = option('api-password') ?? licence.apiPassword;
  const firstSid = option('first-sid');
  const desk = await startDesk({
    port: wholeNumber('port', option('port'), usual.port),
    apiPort: wholeNumber('api-port', option('api-port'), usual.apiPort),
    recipientId: idOf('recipient-id', option('recipient-id'), usual.recipientId),
    recipientName: option('recipient-name') ?? usual.recipientName,
    agentId: idOf('agent-id', option('agent-id'), usual.agentId),
    agentName: option('agent-name') ?? usual.agentName,
    licence: { licenseId, apiPassword },
    ...(firstSid === undefined ? {} : { firstSid: idOf('first-sid', firstSid, 0) }),
  });
  return { announcement: { url: desk.url, api: desk.api }, close: () => desk.close() };
});
