import type { AgentScope } from '../../../core/ports/help-desk.ts';
import type { Plan } from './plan-limits.ts';
import type { WireAgent } from './wire.ts';

/** What all roles of an agent allow together. A scope that is none of the four documented ones allows nothing. */
export function readScope(agent: WireAgent, plan: Plan): AgentScope {
  const { roles, member_of: memberOf, observer_of: observerOf } = agent;
  if (roles.some((role) => role.assignment_scope === 'entire_helpdesk')) return { kind: 'all' };
  const groupIds = new Set<string>();
  let ownTickets = false;
  for (const { assignment_scope: scope, groups } of roles) {
    switch (scope) {
      case 'member_groups':
        for (const id of observesToo(plan) ? [...memberOf, ...observerOf] : memberOf) groupIds.add(id);
        ownTickets = true;
        break;
      case 'specified_groups':
        for (const id of groups) groupIds.add(id);
        ownTickets = true;
        break;
      case 'assigned_items':
        ownTickets = true;
        break;
      default:
    }
  }
  return { kind: 'some', groupIds: [...groupIds], ownTickets };
}

/** In the smaller plans who observes a group does not see its tickets. */
function observesToo(plan: Plan): boolean {
  return plan === 'pro' || plan === 'enterprise';
}
