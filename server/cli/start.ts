import { startServer } from '../composition.ts';
import { readConfig } from '../config.ts';

/** Starts the server and keeps it running until SIGTERM or SIGINT; a second signal ends it at once. */
export async function start(): Promise<void> {
  const config = readConfig();
  const server = await startServer(config);
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  console.log(welcome(server, config.keyFile));
}

function welcome(server: Awaited<ReturnType<typeof startServer>>, keyFile: string): string {
  const lines = ['', `Session Requests is ready at ${server.url}`, '', `  Console     ${server.url}/console`];
  if (server.demo !== null) {
    lines.push(
      `  Demo desk   ${server.url}/demo`,
      `  Mailbox     ${server.demo.mailboxUrl}`,
      `  Phone       ${server.demo.phoneUrl}   (text messages)`,
      `  AnyDesk     ${server.demo.deviceUrl}   (simulated)`,
    );
  }
  if (server.firstAdminUrl !== null) {
    lines.push('', 'Make the first admin account (the link works once, for 24 hours):', `  ${server.firstAdminUrl}`);
  }
  if (server.madeKey) {
    lines.push('', `A new key protects what is secret: ${keyFile}`, 'Back it up apart from the data.');
  }
  return `${lines.join('\n')}\n`;
}
