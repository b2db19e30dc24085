import { listen, shut } from '../shared/http.ts';
import { httpSide } from './http-side.ts';
import { mailbox } from './mailbox.ts';
import { sinkClient } from './sink-client.ts';
import type { SinkClient } from './sink-client.ts';
import type { SinkSettings } from './sink-faults.ts';
import { sinkJudge } from './sink-judge.ts';
import { smtpSide } from './smtp-side.ts';

export type SmtpSinkOptions = {
  /** 0 or absent: any free port. */
  readonly smtpPort?: number;
  readonly httpPort?: number;
  readonly host?: string;
  /** Absent: neither STARTTLS nor sign-in. */
  readonly settings?: SinkSettings;
};

export type SmtpSink = {
  /** `smtp://127.0.0.1:port` */
  readonly smtp: string;
  readonly smtpPort: number;
  /** `http://127.0.0.1:port`: the mailbox page, and the API that `control` speaks to. */
  readonly http: string;
  readonly control: SinkClient;
  close(): Promise<void>;
};

/** Starts the mail sink; both sides answer when the promise settles. */
export async function startSmtpSink(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const host = options.host ?? '127.0.0.1';
  const box = mailbox(Date.now);
  const stopping = new AbortController();
  const judge = sinkJudge(Date.now, stopping.signal);
  const smtp = smtpSide(box, judge, options.settings ?? {});
  const smtpPort = await smtp.listen(options.smtpPort ?? 0, host);
  const pages = httpSide({ box, judge, smtp });
  const http = `http://127.0.0.1:${String(await listen(pages, options.httpPort ?? 0, host))}`;
  return {
    smtp: `smtp://127.0.0.1:${String(smtpPort)}`,
    smtpPort,
    http,
    control: sinkClient(http),
    async close() {
      stopping.abort();
      await Promise.all([smtp.close(), shut(pages)]);
    },
  };
}
