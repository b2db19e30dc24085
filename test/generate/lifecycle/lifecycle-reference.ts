import type { Generator } from '../generator.ts';
import { allAttempts } from './attempts.ts';
import { stateDiagram } from './diagram.ts';
import { commandTable, eventTable, firstCommands, timesTable, whoTable } from './tables.ts';

/** The lifecycle as it really behaves: every command is given to requests in every status, and what happens is written down. */
export const lifecycleReference: Generator = {
  file: 'docs/reference/lifecycle.md',
  async make() {
    const attempts = allAttempts();
    const moves = attempts.flatMap((attempt) => attempt.moves);
    return [
      '# The lifecycle of a session request',
      'Made by `npm run generated`: it gives every command to sample requests in every status and writes down what `decide`\n' +
        '(core/session-request/decide.ts) answers. Do not edit it by hand; `npm test` fails when it is not up to date.',
      '## Statuses',
      `\`\`\`mermaid\n${stateDiagram(moves)}\n\`\`\``,
      '## Commands by status',
      'A status in bold is where the command leads; with "or", it depends on the request or on what the command says. "stays": carried\n' +
        'out, the status remains. Everything else is the reason for refusing it. A request whose time has run out answers as if it had\n' +
        'expired, closed or lapsed already, whether or not the sweep has come by.\n' +
        `Before there is a request: ${firstCommands(attempts)}, and nothing else.`,
      commandTable(attempts),
      '## Who may give a command',
      'Anybody else is refused as `not-for-this-actor`. The last column: what can still stand against it in a status where it is possible.\n' +
        'Before the lifecycle is asked, a command can be refused as `no-such-request` (also for a request that the person may not see),\n' +
        '`not-permitted`, `stale-version` or `same-id-other-body`.',
      whoTable(attempts),
      '## Events',
      eventTable(moves),
      '## Default times',
      'Each can be set for an installation.',
      timesTable(),
    ]
      .join('\n\n')
      .concat('\n');
  },
};
