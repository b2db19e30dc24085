import { bodyOf, ControlFault, ticketOf } from './control-call.ts';
import type { ControlCall, ControlRoute } from './control-call.ts';
import { createAgent, createRequester, roleOf } from './desk-people.ts';
import type { Desk } from './desk.ts';
import { appEvent } from './hooks.ts';
import type { Agent } from './records.ts';

/** The desk as a whole: clock, faults, limits, people, what it logged, what it tells others. */
export const CONTROL_DESK_ROUTES: readonly ControlRoute[] = [
  { method: 'GET', path: '/state', respond: state },
  { method: 'POST', path: '/settings', respond: settings },
  {
    method: 'POST',
    path: '/reset',
    respond: (call) => call.parts.reset(bodyOf(call, 'reset').seed),
  },
  {
    method: 'POST',
    path: '/clock',
    respond(call) {
      call.parts.desk.clock.advance(bodyOf(call, 'clock').advanceMs);
      return { now: call.parts.desk.clock.now() };
    },
  },
  {
    method: 'POST',
    path: '/assets',
    respond(call) {
      const asset = bodyOf(call, 'asset');
      call.parts.desk.assets.set(asset.displayId, asset);
    },
  },
  { method: 'GET', path: '/faults', respond: ({ parts }) => parts.faults.list() },
  {
    method: 'POST',
    path: '/faults',
    respond(call) {
      const { rules, seed } = bodyOf(call, 'faults');
      call.parts.faults.set(rules, seed);
    },
  },
  {
    method: 'POST',
    path: '/other-calls',
    respond: (call) => call.parts.rate.take(call.parts.desk.clock.now(), null, bodyOf(call, 'otherCalls').calls),
  },
  { method: 'POST', path: '/outage', respond: (call) => call.parts.outage(bodyOf(call, 'outage').forMs) },
  { method: 'GET', path: '/calls', respond: ({ parts, query }) => parts.log.list(Number(query.get('after') ?? 0)) },
  { method: 'DELETE', path: '/calls', respond: ({ parts }) => parts.log.clear() },
  { method: 'GET', path: '/mails', respond: ({ parts }) => parts.desk.mails },
  { method: 'GET', path: '/agents', respond: ({ parts }) => [...parts.desk.agents.values()] },
  { method: 'POST', path: '/agents', respond: addAgent },
  {
    method: 'POST',
    path: '/agents/:id/edit',
    respond: (call) => Object.assign(found(call.parts.desk.agents, call.id), bodyOf(call, 'agentEdit')),
  },
  { method: 'GET', path: '/requesters', respond: ({ parts }) => [...parts.desk.requesters.values()] },
  {
    method: 'POST',
    path: '/requesters',
    respond: (call) => createRequester(call.parts.desk, bodyOf(call, 'requester')),
  },
  {
    method: 'POST',
    path: '/requesters/:id/edit',
    respond: (call) => Object.assign(found(call.parts.desk.requesters, call.id), bodyOf(call, 'requesterEdit')),
  },
  { method: 'POST', path: '/tokens', respond: addToken },
  { method: 'POST', path: '/hooks', respond: (call) => call.parts.hooks.add(bodyOf(call, 'hook')) },
  { method: 'DELETE', path: '/hooks', respond: ({ parts }) => parts.hooks.clear() },
  { method: 'GET', path: '/hooks/deliveries', respond: ({ parts }) => parts.hooks.deliveries() },
  { method: 'POST', path: '/webhooks/fire', respond: fire },
  { method: 'POST', path: '/webhooks/ticket-update', respond: fireTicketUpdate },
];

function addAgent(call: ControlCall): Agent {
  const { id, groupIds = [], observerOf = [], roles = [roleOf('entire_helpdesk')], ...given } = bodyOf(call, 'agent');
  return createAgent(call.parts.desk, { ...given, groupIds, observerOf, roles, ...(id === undefined ? {} : { id }) });
}

function state({ parts: { desk, rate } }: ControlCall): unknown {
  return {
    now: desk.clock.now(),
    domain: desk.domain,
    plan: rate.plan,
    ...desk.settings,
    lateWrites: desk.late.length,
  };
}

function settings(call: ControlCall): void {
  const { desk, rate } = call.parts;
  const { plan, deletedTickets, timeEntryShape, assets, requiredForClosure } = bodyOf(call, 'settings');
  if (plan !== undefined) rate.setPlan(plan);
  if (deletedTickets !== undefined) desk.settings.deletedTickets = deletedTickets;
  if (timeEntryShape !== undefined) desk.settings.timeEntryShape = timeEntryShape;
  if (assets !== undefined) desk.settings.assets = assets;
  if (requiredForClosure !== undefined) requireForClosure(desk, requiredForClosure);
}

function requireForClosure(desk: Desk, names: readonly string[]): void {
  for (const name of names) {
    if (!desk.fields.some((field) => field.name === name)) throw new ControlFault(400, `There is no field ${name}.`);
  }
  for (const field of desk.fields) field.requiredForClosure = names.includes(field.name);
}

function addToken(call: ControlCall): void {
  const token = bodyOf(call, 'token');
  found(call.parts.desk.agents, token.agentId);
  call.parts.desk.tokens.set(token.token, token);
}

function fire(call: ControlCall): unknown {
  const { url, headers, body } = bodyOf(call, 'fire');
  return call.parts.hooks.fire(url, headers, body);
}

/** As if somebody had changed the status, without the ticket having changed. */
function fireTicketUpdate(call: ControlCall): unknown {
  const { url, headers, ticketId, status } = bodyOf(call, 'ticketHint');
  const ticket = ticketOf(call, ticketId);
  const actorId = ticket.responderId ?? ticket.requesterId;
  return call.parts.hooks.fire(url, headers, appEvent(call.parts.desk, ticket, actorId, { status }));
}

function found<Value extends object>(all: ReadonlyMap<number, Value>, id: number): Value {
  const value = all.get(id);
  if (value === undefined) throw new ControlFault(404, `There is nobody with the number ${String(id)}.`);
  return value;
}
