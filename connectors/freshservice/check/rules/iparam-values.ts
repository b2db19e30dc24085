import { type App, IPARAMS, OAUTH } from '../app.ts';
import type { Trouble } from '../finding.ts';
import { entriesAt, fieldsOf, jsonAt } from '../json-at.ts';
import type { Rule } from '../rule.ts';

const KEY = /^[A-Za-z][A-Za-z0-9_]*$/;
const SECRET_LIKE = /auth|token|key|secret|password/i;
const WITH_OPTIONS: readonly unknown[] = ['dropdown', 'radio', 'multiselect'];
const WITH_REGEX: readonly unknown[] = ['text', 'email', 'phone_number', 'url'];
const RESERVED = ['display_name', 'description', 'type', 'required', 'visible', 'default_value', 'options', 'secure'];

export const iparamKeys: Rule = {
  name: 'iparam-keys',
  promise: 'settings have plain names that mean nothing else to the platform',
  find: ({ iparams }) =>
    entriesAt(iparams)
      .filter(([name]) => !KEY.test(name) || RESERVED.includes(name))
      .map(([name]) => ({
        file: IPARAMS,
        message: `"${name}" cannot be the name of a setting: use letters, digits and underscores, and none of ${RESERVED.join(', ')}.`,
      })),
};

export const iparamOptions: Rule = {
  name: 'iparam-options',
  promise: 'settings to choose from have options and begin with one of them; others have none',
  find: ({ iparams }) =>
    entriesAt(iparams).flatMap(([name, field]) => {
      const message = againstOptions(field);
      return message === null ? [] : [{ file: IPARAMS, message: `${name}: ${message}` }];
    }),
};

function againstOptions(field: unknown): string | null {
  const { type, options, default_value: first } = fieldsOf(field);
  if (!WITH_OPTIONS.includes(type))
    return options === undefined ? null : `a setting of type ${String(type)} takes no options.`;
  if (!Array.isArray(options) || options.length === 0) return `list the options of the ${String(type)}.`;
  const values = options.map((option: unknown) => jsonAt(option, 'value') ?? option);
  const chosen: readonly unknown[] = Array.isArray(first) ? first : [first];
  return chosen.every((value) => values.includes(value)) ? null : 'default_value must be one of the options.';
}

export const iparamRegex: Rule = {
  name: 'iparam-regex',
  promise: 'patterns for settings are valid, and each has the sentence that is shown',
  find: ({ iparams }) =>
    entriesAt(iparams).flatMap(([name, field]) =>
      entriesAt(field, 'regex')
        .filter(([key]) => !key.endsWith('-error'))
        .flatMap(([key, pattern]) => {
          const message = againstPattern(field, key, pattern);
          return message === null ? [] : [{ file: IPARAMS, message: `${name} › regex: ${message}` }];
        }),
    ),
};

function againstPattern(field: unknown, key: string, pattern: unknown): string | null {
  if (!WITH_REGEX.includes(jsonAt(field, 'type'))) return 'this type takes no regex.';
  if (jsonAt(field, 'regex', `${key}-error`) === undefined) return `add "${key}-error" with the sentence to show.`;
  return isPattern(String(pattern)) ? null : `"${String(pattern)}" is not a regular expression.`;
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

export const secretIsSecure: Rule = {
  name: 'secret-is-secure',
  promise: 'settings that look like secrets are secure: stored encrypted, never sent to a browser',
  find: (app) => [
    ...insecureIn(IPARAMS, entriesAt(app.iparams)),
    ...entriesAt(app.oauth, 'integrations').flatMap(([, integration]) =>
      insecureIn(OAUTH, entriesAt(integration, 'oauth_iparams')),
    ),
  ],
};

function insecureIn(file: string, fields: readonly (readonly [string, unknown])[]): readonly Trouble[] {
  return fields
    .filter(([name, field]) => SECRET_LIKE.test(name) && jsonAt(field, 'secure') !== true)
    .map(([name]) => ({ file, message: `${name} looks like a secret. Add "secure": true, or give it another name.` }));
}

export const iparamHandlers: Rule = {
  name: 'iparam-handlers',
  promise: 'every function named by a setting stands at the top of config/assets/iparams.js',
  find: (app) => {
    const known = new Set(app.settings.flatMap(({ functions }) => [...functions.keys()]));
    return handlersNamed(app)
      .filter(({ handler }) => !known.has(handler))
      .map(({ name, handler }) => ({
        file: IPARAMS,
        message: `${name}: there is no function ${handler} at the top of config/assets/iparams.js.`,
      }));
  },
};

function handlersNamed({ iparams }: App) {
  return entriesAt(iparams).flatMap(([name, field]) => {
    const events: unknown = jsonAt(field, 'events');
    const handlers: readonly unknown[] = Array.isArray(events) ? events.map((event) => jsonAt(event, 'change')) : [];
    return handlers.filter((handler) => typeof handler === 'string').map((handler) => ({ name, handler }));
  });
}
