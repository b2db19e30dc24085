import { type Child, type ChildOptions, startScript } from './child-process.ts';
import { PROJECT_ROOT } from './project-root.ts';

/** A helper process that has told its addresses as one line of JSON. */
export type AnnouncedProcess = {
  readonly pid: number;
  readonly announcement: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
};

const START_TIMEOUT_MS = 20_000;

/** Starts a script below the project's folder and waits for its first line. It ends with this process, even if this one is killed. */
export async function startAnnounced(
  script: string,
  words: readonly string[] = [],
  options: Omit<ChildOptions, 'leash'> = {},
): Promise<AnnouncedProcess> {
  const child = startScript(PROJECT_ROOT + script, words, { ...options, leash: true });
  const announcement = await firstLine(child, script);
  return { pid: child.pid, announcement, stop: () => child.end('SIGTERM') };
}

function firstLine(child: Child, script: string): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    const failed = (why: string): void => {
      clearTimeout(timeout);
      reject(new Error(`${script} ${why}. It said:\n${child.output()}`));
    };
    const timeout = setTimeout(() => {
      void child.end('SIGKILL');
      failed('did not start in time');
    }, START_TIMEOUT_MS);
    child.onLine((line) => {
      if (!line.startsWith('{')) return;
      clearTimeout(timeout);
      resolve(JSON.parse(line) as Record<string, string>);
    });
    child.ended.then(
      () => failed('ended before it was ready'),
      (error: unknown) => failed(`could not be run: ${String(error)}`),
    );
  });
}
