import { switchOnAuditFields } from './audit-fields.ts';
import { becomeSandbox } from './become-sandbox.ts';
import { bodyOf, ControlFault, rowOf } from './control-call.ts';
import type { ControlRoute } from './control-call.ts';
import type { ExternalApp } from './external-app.ts';
import { fullId } from './ids.ts';
import { assignSet, namedRecord } from './install-deployed.ts';
import { isKnownPermission } from './user-permissions.ts';
import { dateTimeText, textOf } from './values.ts';

const NEW_APP: Omit<ExternalApp, 'clientId'> = {
  clientSecret: '',
  runAs: null,
  publicKey: null,
  approvedSets: null,
  redirectUris: [],
  scopes: ['api', 'refresh_token'],
  rotation: true,
  needsPkce: true,
};

/** Drops what was not sent. */
function given<Sent extends object>(sent: Sent): { [Name in keyof Sent]: Exclude<Sent[Name], undefined> } {
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Sent]: Exclude<Sent[Name], undefined>;
  };
}

export const CONTROL_ORG_ROUTES: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/state',
    respond: ({ parts: { org, people, apps } }) => ({
      now: org.clock.now(),
      organizationId: org.organizationId,
      people,
      settings: org.settings,
      callsUsed: org.usage.calls,
      apps: [...apps.values()].map(({ clientId, runAs, redirectUris }) => ({ clientId, runAs, redirectUris })),
      permissionSets: [...org.permissionSets.keys()],
    }),
  },
  {
    method: 'POST',
    path: '/settings',
    respond(call) {
      Object.assign(call.parts.org.settings, given(bodyOf(call, 'settings')));
    },
  },
  { method: 'POST', path: '/reset', respond: (call) => call.parts.reset(bodyOf(call, 'reset').seed) },
  { method: 'POST', path: '/clock', respond: (call) => call.parts.org.clock.advance(bodyOf(call, 'clock').advanceMs) },
  {
    method: 'POST',
    path: '/faults',
    respond(call) {
      const { rules, seed } = bodyOf(call, 'faults');
      call.parts.faults.set(rules, seed);
    },
  },
  { method: 'GET', path: '/faults', respond: (call) => call.parts.faults.list() },
  { method: 'POST', path: '/outage', respond: (call) => call.parts.outage(bodyOf(call, 'outage').forMs) },
  { method: 'GET', path: '/calls', respond: (call) => call.parts.log.list(Number(call.query.get('after') ?? 0)) },
  { method: 'DELETE', path: '/calls', respond: (call) => call.parts.log.clear() },
  {
    method: 'POST',
    path: '/usage',
    respond(call) {
      call.parts.org.usage.calls = bodyOf(call, 'usage').calls;
    },
  },
  { method: 'GET', path: '/actions', respond: (call) => call.parts.actions },
  {
    method: 'POST',
    path: '/sandbox',
    respond(call) {
      const { org } = call.parts;
      if (!becomeSandbox(org)) throw new ControlFault(500, 'There is no organization.');
      return { organizationId: org.organizationId };
    },
  },
  {
    method: 'POST',
    path: '/assign',
    respond(call) {
      const { userId, set, held } = bodyOf(call, 'assign');
      const { org } = call.parts;
      const id = textOf(rowOf(call, 'User', userId)['Id']);
      const row = namedRecord(org, 'PermissionSet', 'Name', set);
      if (row === undefined) throw new ControlFault(404, `There is no permission set ${set}.`);
      if (held) assignSet(org, id, set);
      else {
        for (const one of org.store.rows('PermissionSetAssignment')) {
          if (one['AssigneeId'] === id && one['PermissionSetId'] === row['Id'])
            org.store.purge('PermissionSetAssignment', textOf(one['Id']));
        }
      }
    },
  },
  {
    method: 'POST',
    path: '/grant',
    respond(call) {
      const { set: name, user } = bodyOf(call, 'grant');
      const { org } = call.parts;
      const [set, row] = [org.permissionSets.get(name), namedRecord(org, 'PermissionSet', 'Name', name)];
      if (set === undefined || row === undefined) throw new ControlFault(404, `There is no permission set ${name}.`);
      const strange = user.find((permission) => !isKnownPermission(permission));
      if (strange !== undefined) throw new ControlFault(400, `This org knows no permission ${strange}.`);
      org.permissionSets.set(name, { ...set, user: new Set([...set.user, ...user]) });
      if (user.includes('CreateAuditFields')) switchOnAuditFields(org);
      const flags = user.map((permission) => [`Permissions${permission}`, true] as const);
      const SystemModstamp = dateTimeText(org.clock.now());
      org.store.put('PermissionSet', { ...row, ...Object.fromEntries(flags), SystemModstamp });
    },
  },
  {
    method: 'POST',
    path: '/sessions',
    respond(call) {
      const userId = textOf(rowOf(call, 'User', bodyOf(call, 'session').userId)['Id']);
      const grant = { userId, clientId: 'browser', scopes: ['full'], browser: true };
      return { token: call.parts.tokens.issue(grant, 24 * 60).token };
    },
  },
  {
    method: 'POST',
    path: '/revoke',
    respond(call) {
      const { userId } = bodyOf(call, 'revoke');
      return { ended: call.parts.tokens.revokeSessions(userId === undefined ? null : fullId(userId)) };
    },
  },
  {
    method: 'POST',
    path: '/signs-in',
    respond(call) {
      const { userId, byPage } = bodyOf(call, 'signsIn');
      call.parts.signsInByPage = byPage;
      call.parts.browserUser = userId === null ? null : textOf(rowOf(call, 'User', userId)['Id']);
    },
  },
  {
    method: 'POST',
    path: '/verified',
    respond(call) {
      const { userId, verified } = bodyOf(call, 'verified');
      const id = textOf(rowOf(call, 'User', userId)['Id']);
      if (verified) call.parts.org.unverifiedEmails.delete(id);
      else call.parts.org.unverifiedEmails.add(id);
    },
  },
  {
    method: 'POST',
    path: '/stream',
    respond(call) {
      const { act, ...faults } = bodyOf(call, 'stream');
      const { stream } = call.parts;
      Object.assign(stream.faults, given(faults));
      if (act === 'forget-clients') stream.forgetClients();
      if (act === 'cut') stream.cut();
    },
  },
  { method: 'GET', path: '/stream', respond: (call) => call.parts.stream.clients() },
  {
    method: 'POST',
    path: '/apps',
    respond(call) {
      const { clientId, ...sent } = bodyOf(call, 'app');
      const before = call.parts.apps.get(clientId) ?? { ...NEW_APP, clientId };
      call.parts.apps.set(clientId, { ...before, ...given(sent) });
    },
  },
];
