import { runAsOwnProcess, wholeNumber } from '../shared/own-process.ts';
import { startSmtpSink } from './start.ts';

// node test/fakes/smtp/main.ts --smtp-port 0 --http-port 0 --exit-with-parent
await runAsOwnProcess(['smtp-port', 'http-port', 'host'], async (option) => {
  const sink = await startSmtpSink({
    smtpPort: wholeNumber('smtp-port', option('smtp-port'), 0),
    httpPort: wholeNumber('http-port', option('http-port'), 0),
    host: option('host') ?? '127.0.0.1',
  });
  return { announcement: { smtp: sink.smtp, http: sink.http }, close: () => sink.close() };
});
