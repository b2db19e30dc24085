import { diagnose } from '../composition/diagnose.ts';
import { readConfig } from '../config.ts';
import { askRunningServer } from '../operator/ask-running-server.ts';
import type { Diagnosis } from '../operator/run-doctor.ts';

const MARKS = { ok: '✓', warning: '!', problem: '✗' } as const;

/** Says what is wrong and how to mend it; exit code 1 when there is a problem. */
export async function doctor(): Promise<void> {
  const config = readConfig();
  const diagnoses = (await askRunningServer<readonly Diagnosis[]>(config, 'doctor')) ?? (await diagnose(config));
  for (const { about, findings } of diagnoses) {
    console.log(`\n${about}`);
    for (const { level, message, mend } of findings) {
      console.log(`  ${MARKS[level]} ${message}`);
      if (mend !== null) console.log(`      ${mend}`);
    }
  }
  const problems = diagnoses.flatMap(({ findings }) => findings).filter(({ level }) => level === 'problem');
  console.log(problems.length === 0 ? '\nNo problems.' : `\n${problems.length} to mend.`);
  if (problems.length > 0) process.exitCode = 1;
}
