import type { Rule } from '../rule.ts';

/** What Freshservice's pages know of themselves. */
const DATA: ReadonlySet<string> = new Set([
  'currentHost',
  'loggedInUser',
  'domainName',
  'ticket',
  'requester',
  'agent',
  'department',
  'group',
  'associatedProblem',
  'associatedChanges',
  'associatedTasks',
  'recentChildTickets',
  'requesterAssets',
  'ticketAssets',
  'change',
  'asset',
]);

export const knownData: Rule = {
  name: 'known-data',
  promise: 'scripts ask Freshservice’s page only for what it has',
  find: ({ front }) =>
    front.flatMap(({ path, calls }) =>
      calls
        .filter(({ to, name }) => to === 'data' && !DATA.has(name))
        .map(({ name, line }) => ({
          file: path,
          line,
          message: `data.get("${name}"): Freshservice has no such thing. There are: ${[...DATA].join(', ')}.`,
        })),
    ),
};

export const openedPages: Rule = {
  name: 'opened-pages',
  promise: 'every page that a script opens exists below app/',
  find: ({ front, files }) =>
    front.flatMap(({ path, literals }) =>
      [...literals]
        .filter(([text]) => /^[\w./-]+\.html$/.test(text) && !files.has(`app/${text}`))
        .map(([text, line]) => ({ file: path, line, message: `There is no page app/${text}.` })),
    ),
};
