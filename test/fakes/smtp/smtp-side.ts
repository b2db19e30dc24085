import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import type { Mailbox } from './mailbox.ts';
import type { SinkSettings } from './sink-faults.ts';
import type { SinkJudge, SinkVerdict } from './sink-judge.ts';

export type SmtpSide = {
  setSettings(settings: SinkSettings): void;
  listen(port: number, host: string): Promise<number>;
  close(): Promise<void>;
};

type Callback = (error?: Error | null) => void;
const LARGEST_MAIL_BYTES = 25 * 1024 * 1024;

/** The SMTP server: keeps in `box` what `judge` lets through. */
export function smtpSide(box: Mailbox, judge: SinkJudge, first: SinkSettings): SmtpSide {
  let settings = first;
  const server = new SMTPServer({
    banner: 'Mail sink',
    // Silences a warning about the package's own certificate, which is the one we mean.
    logger: false,
    disableReverseLookup: true,
    allowInsecureAuth: true,
    size: LARGEST_MAIL_BYTES,
    closeTimeout: 200,
    onConnect(session, callback) {
      session.disabledCommands = disabledBy(settings);
      settle(judge.judge('connect', []), session, callback);
    },
    onAuth({ username, password }, _session, callback) {
      const { login = null } = settings;
      if (login !== null && username === login.user && password === login.password)
        callback(null, { user: login.user });
      else callback(refusal(535));
    },
    onRcptTo({ address }, session, callback) {
      settle(judge.judge('recipient', [address]), session, callback);
    },
    onData(stream, session, callback) {
      settle(take(box, judge, stream, session), session, callback);
    },
  });
  server.on('error', () => undefined);
  const sockets = socketsOf(server);

  /** Carries a verdict out: an answer, or a cut connection. */
  function settle(verdict: Promise<SinkVerdict>, session: SMTPServerSession, callback: Callback): void {
    const carryOut = async (): Promise<void> => {
      const reached = await verdict;
      if (reached.kind === 'cut') sockets.get(session.remotePort)?.destroy();
      else callback(reached.kind === 'refuse' ? refusal(reached.code) : null);
    };
    carryOut().catch(() => sockets.get(session.remotePort)?.destroy());
  }

  return {
    setSettings(next) {
      settings = { ...settings, ...next };
    },
    listen: (port, host) => listening(server, port, host),
    async close() {
      for (const socket of sockets.values()) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Reads a mail to its final dot, then keeps it unless it was refused or lost. */
async function take(
  box: Mailbox,
  judge: SinkJudge,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<SinkVerdict> {
  const parts: Buffer[] = [];
  for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
  const { mailFrom, rcptTo } = session.envelope;
  const to = rcptTo.map(({ address }) => address);
  if (stream.sizeExceeded) return { kind: 'refuse', code: 552 };
  const verdict = await judge.judge('data', to);
  const kept = verdict.kind === 'accept' || (verdict.kind === 'cut' && verdict.kept);
  const from = mailFrom === false ? '' : mailFrom.address;
  if (kept) await box.keep({ from, to, secure: session.secure, bytes: Buffer.concat(parts) });
  return verdict;
}

/** Open connections by the caller's port, which is how a session names its connection. */
function socketsOf(server: SMTPServer): ReadonlyMap<number, Socket> {
  const sockets = new Map<number, Socket>();
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.once('close', () => sockets.delete(port));
  });
  return sockets;
}

function disabledBy({ tls = 'off', login = null }: SinkSettings): string[] {
  return [...(tls === 'off' ? ['STARTTLS'] : []), ...(login === null ? ['AUTH'] : [])];
}

function refusal(code: number): Error {
  const text = code < 500 ? 'Not now, try again later' : 'Refused';
  return Object.assign(new Error(text), { responseCode: code });
}

function listening(server: SMTPServer, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, () => {
      server.server.removeListener('error', reject);
      const address = server.server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
