import type { SmsSettings } from '../../server/sms/sms-settings.ts';
import type { PanelView } from '../../server/panel-api/panel-view.ts';
import { FAKE_NUMBER, FAKE_SID, FAKE_TOKEN, type FakeTwilio, startFakeTwilio } from '../fakes/twilio/start.ts';
import { givenRequest } from '../server/given-request.ts';
import { type ServerWorld, serverWorld, type WorldOptions } from '../server/server-world.ts';
import { eventually } from '../support/eventually.ts';
import type { LogEntry } from '../support/panel-client.ts';
import type { JsonBody } from '../server/valid-bodies.ts';

/** The whole server with a pretended SMS service. */
export type SmsWorld = ServerWorld & {
  readonly twilio: FakeTwilio;
  /** Changes what is set up, as the admin would. */
  setUp(over?: Partial<SmsSettings>): Promise<void>;
  /** A request whose link goes to this number. */
  invite(phone: string, over?: JsonBody): Promise<PanelView>;
  /** Waits until the request's log has an entry of this type. */
  logged(requestId: string, type: string, channel?: string): Promise<LogEntry>;
  /** Waits until a delivery of the request is parked, and gives its reason. */
  parked(requestId: string): Promise<string>;
};

export async function smsWorld(options: WorldOptions = {}): Promise<SmsWorld> {
  const twilio = await startFakeTwilio();
  const world = await serverWorld(options);
  const panel = world.panel();
  const usual: SmsSettings = {
    accountSid: FAKE_SID,
    authToken: FAKE_TOKEN,
    sender: FAKE_NUMBER,
    apiUrl: twilio.url,
    isOn: true,
    defaultCountry: 'DE',
    countries: ['TW', 'US'],
    mostPerHour: 100,
    mostPerDay: 500,
  };
  const setUp = async (over: Partial<SmsSettings> = {}): Promise<void> => {
    const { authToken, ...settings } = { ...usual, ...over };
    await world.foundation.people.smsSettings.save(world.admin, settings, authToken);
  };
  await setUp();
  return {
    ...world,
    twilio,
    setUp,
    invite: (phone, over = {}) =>
      givenRequest(panel, 'Open', { recipient: { name: 'Hannah Osei', phone }, channels: ['sms'], ...over }),
    logged: (requestId, type, channel = 'sms') =>
      eventually(`${type} in the log`, async () =>
        (await panel.log(requestId)).find((entry) => entry.type === type && entry.data['channel'] === channel),
      ),
    parked: (requestId) =>
      eventually('a parked delivery', async () => {
        const { trouble } = await panel.read(requestId);
        return trouble.find(({ state }) => state === 'parked')?.reason;
      }),
    close: async () => {
      await world.close();
      await twilio.close();
    },
  };
}
