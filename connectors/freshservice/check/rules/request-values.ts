import { REQUESTS } from '../app.ts';
import { entriesAt, jsonAt } from '../json-at.ts';
import type { Rule } from '../rule.ts';

const DOMAIN = /^(?=.*[a-z])[a-z0-9-]+(\.[a-z0-9-]+)*$/i;
const CHANGING: readonly unknown[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

export const requestHost: Rule = {
  name: 'request-host',
  promise: 'a host is a name: no protocol, port, path or IP address',
  find: ({ requests }) =>
    entriesAt(requests).flatMap(([name, template]) => {
      const host = jsonAt(template, 'schema', 'host');
      if (typeof host !== 'string' || isDomain(host.replaceAll(/<%=.*?%>/g, 'name'))) return [];
      const message = `${name}: the host "${host}" must be a name alone, such as support.example.com or <%= iparam.server_host %>.`;
      return [{ file: REQUESTS, message }];
    }),
};

function isDomain(host: string): boolean {
  return DOMAIN.test(host) && !/(^|\.)\d+$/.test(host);
}

export const requestPath: Rule = {
  name: 'request-path',
  promise: 'a path begins with / and carries neither query nor fragment',
  find: ({ requests }) =>
    entriesAt(requests).flatMap(([name, template]) => {
      const path = jsonAt(template, 'schema', 'path');
      if (typeof path !== 'string') return [];
      const fixed = path.replaceAll(/<%=.*?%>/g, 'x');
      if (/^\/(?!\/)[^?#\s]*$/.test(fixed)) return [];
      return [
        {
          file: REQUESTS,
          message: `${name}: the path "${path}" must begin with one / and leave the query to "query".`,
        },
      ];
    }),
};

export const requestOptions: Rule = {
  name: 'request-options',
  promise: 'attempts are 1 to 5, the pause between them is at most 1500 ms in steps of 100',
  find: ({ requests }) =>
    entriesAt(requests).flatMap(([name, template]) => [
      ...outOf(
        name,
        'maxAttempts',
        jsonAt(template, 'options', 'maxAttempts'),
        'a whole number from 1 to 5',
        (n) => n <= 5,
      ),
      ...outOf(
        name,
        'retryDelay',
        jsonAt(template, 'options', 'retryDelay'),
        'milliseconds from 100 to 1500 in steps of 100',
        (n) => n <= 1500 && n % 100 === 0,
      ),
    ]),
};

function outOf(name: string, option: string, value: unknown, wanted: string, fits: (value: number) => boolean) {
  if (typeof value !== 'number' || (Number.isInteger(value) && value >= 1 && fits(value))) return [];
  return [{ file: REQUESTS, message: `${name}: ${option} is ${value}. It must be ${wanted}.` }];
}

export const changesOnce: Rule = {
  name: 'changes-once',
  promise: 'a call that changes something is made once: maxAttempts 1',
  find: ({ requests }) =>
    entriesAt(requests)
      .filter(
        ([, template]) =>
          CHANGING.includes(jsonAt(template, 'schema', 'method')) && jsonAt(template, 'options', 'maxAttempts') !== 1,
      )
      .map(([name]) => ({
        file: REQUESTS,
        message: `${name}: write "maxAttempts": 1. Otherwise the platform repeats a call whose answer was lost, and the change is made twice.`,
      })),
};
