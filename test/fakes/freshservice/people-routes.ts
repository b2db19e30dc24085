import { isoSeconds } from '../shared/clock.ts';
import { done, invalid, notFound } from './answers.ts';
import type { CallOutcome } from './answers.ts';
import type { ApiCall, Route } from './api-call.ts';
import { pageOf, readPage } from './paging.ts';
import type { Agent, Requester } from './records.ts';

const AGENTS = 'freshservice.agents.manage';
const REQUESTERS = 'freshservice.requesters.view';

export const PEOPLE_ROUTES: readonly Route[] = [
  { name: 'view-agent', method: 'GET', path: '/agents/:id', group: null, scope: AGENTS, handle: viewAgent },
  { name: 'list-agents', method: 'GET', path: '/agents', group: 'list-agents', scope: AGENTS, handle: listAgents },
  {
    name: 'view-requester',
    method: 'GET',
    path: '/requesters/:id',
    group: null,
    scope: REQUESTERS,
    handle: viewRequester,
  },
  {
    name: 'list-requesters',
    method: 'GET',
    path: '/requesters',
    group: 'list-requesters',
    scope: REQUESTERS,
    handle: listRequesters,
  },
];

function viewAgent({ desk, id }: ApiCall): CallOutcome {
  const agent = desk.agents.get(id);
  return agent === undefined ? notFound() : done(200, { agent: showAgent(agent) });
}

function viewRequester({ desk, id }: ApiCall): CallOutcome {
  const agent = desk.agents.get(id);
  const requester = desk.requesters.get(id) ?? (agent === undefined ? undefined : { ...agent, vip: false });
  if (requester === undefined) return notFound();
  return done(200, { requester: { ...showRequester(requester), is_agent: agent !== undefined } });
}

function listAgents({ desk, url }: ApiCall): CallOutcome {
  const wish = readPage(url.searchParams, ['email', 'query', 'active', 'state']);
  if ('answer' in wish) return wish;
  const search = readSearch(url.searchParams, ['email', 'first_name', 'last_name']);
  if ('answer' in search) return search;
  const active = url.searchParams.get('active');
  const state = url.searchParams.get('state');
  const agents = [...desk.agents.values()]
    .filter((agent) => active === null || String(agent.active) === active)
    .filter((agent) => state === null || (agent.occasional ? 'occasional' : 'fulltime') === state)
    .map(showAgent)
    .filter((shown) => matches(shown, search));
  return { answer: pageOf('agents', agents, wish, url) };
}

function listRequesters({ desk, url }: ApiCall): CallOutcome {
  const wish = readPage(url.searchParams, ['email', 'query', 'include_agents']);
  if ('answer' in wish) return wish;
  const search = readSearch(url.searchParams, ['primary_email', 'first_name', 'last_name']);
  if ('answer' in search) return search;
  const requesters = [...desk.requesters.values()].map(showRequester).filter((shown) => matches(shown, search));
  return { answer: pageOf('requesters', requesters, wish, url) };
}

type Search = { readonly terms: readonly (readonly [field: string, value: string])[] };

/** Reads `email=a@b` or `query="field:'value' AND field:'value'"`; the first of `fields` is the one that `email` means. */
function readSearch(query: URLSearchParams, fields: readonly string[]): Search | CallOutcome {
  const email = query.get('email');
  const terms: [string, string][] = email === null ? [] : [[fields[0] ?? 'email', email]];
  const text = query.get('query');
  if (text === null) return { terms };
  const inner = /^"(.+)"$/.exec(text)?.[1] ?? '';
  for (const part of inner.split(' AND ')) {
    const term = /^(\w+):\s*'([^']*)'$/.exec(part.trim());
    const [, field = '', value = ''] = term ?? [];
    if (!fields.includes(field)) {
      return invalid([{ field: 'query', message: 'The query cannot be read', code: 'invalid_value' }]);
    }
    terms.push([field, value]);
  }
  return { terms };
}

function matches(shown: Readonly<Record<string, unknown>>, search: Search): boolean {
  return search.terms.every(([field, value]) => {
    const held = shown[field];
    return typeof held === 'string' && held.toLowerCase() === value.toLowerCase();
  });
}

function showAgent(agent: Agent): Record<string, unknown> {
  return {
    id: agent.id,
    first_name: agent.firstName,
    last_name: agent.lastName,
    email: agent.email,
    occasional: agent.occasional,
    active: agent.active,
    job_title: agent.jobTitle,
    work_phone_number: agent.phone,
    mobile_phone_number: agent.mobile,
    language: agent.language,
    time_zone: agent.timeZone,
    time_format: '24h',
    department_ids: [],
    member_of: agent.groupIds,
    observer_of: agent.observerOf,
    roles: agent.roles.map(({ roleId, scope, groups }) => ({ role_id: roleId, assignment_scope: scope, groups })),
    has_logged_in: true,
    created_at: isoSeconds(agent.createdAt),
    updated_at: isoSeconds(agent.createdAt),
  };
}

function showRequester(requester: Requester): Record<string, unknown> {
  return {
    id: requester.id,
    first_name: requester.firstName,
    last_name: requester.lastName,
    primary_email: requester.email,
    secondary_emails: [],
    work_phone_number: requester.phone,
    mobile_phone_number: requester.mobile,
    job_title: requester.jobTitle,
    language: requester.language,
    time_zone: requester.timeZone,
    time_format: '24h',
    vip_user: requester.vip,
    active: requester.active,
    is_agent: false,
    has_logged_in: true,
    department_ids: [],
    location_id: null,
    custom_fields: {},
    created_at: isoSeconds(requester.createdAt),
    updated_at: isoSeconds(requester.createdAt),
  };
}
