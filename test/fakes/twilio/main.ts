import { runAsOwnProcess, wholeNumber } from '../shared/own-process.ts';
import { startFakeTwilio } from './start.ts';

// node test/fakes/twilio/main.ts --inbound-url http://localhost:3000/webhooks/sms/inbound --exit-with-parent
await runAsOwnProcess(['port', 'phone-port', 'inbound-url', 'account-sid'], async (option) => {
  const accountSid = option('account-sid');
  const twilio = await startFakeTwilio({
    ...(accountSid === undefined ? {} : { accountSid }),
    port: wholeNumber('port', option('port'), 0),
    phonePort: wholeNumber('phone-port', option('phone-port'), 0),
    inboundUrl: option('inbound-url') ?? null,
    tellsByItself: true,
  });
  return { announcement: { url: twilio.url, phone: twilio.phone }, close: () => twilio.close() };
});
