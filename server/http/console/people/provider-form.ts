import { type Role, ROLES } from '../../../../core/people/rights.ts';
import { type AddressRule, readIssuer } from '../../../sign-in/oidc/provider-address.ts';
import type { ProviderSettings, ShownProvider } from '../../../sign-in/oidc/provider-settings.ts';
import { choiceField, flagField, linesField, refined, textField } from '../field-readers.ts';
import type { FieldReader, ReadValues } from '../form-reading.ts';
import type { FieldSpec, OptionSpec } from '../form-view.ts';
import type { SignedInVisit } from '../visit.ts';

const REFUSE = 'refuse';
const CLAIM = /^[\w.:/-]{0,200}$/;
const SCOPES = /^[\x21\x23-\x5b\x5d-\x7e ]{0,500}$/;
const DOMAIN = /^@?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i;

const groupsField = linesField((line) => line.length <= 200, { key: 'console.error.tooLong', params: { count: 200 } });

/** How the form of the sign-in provider is read. */
export function providerReaders(rule: AddressRule) {
  return {
    label: textField({ most: 60, required: true }),
    issuer: refined(textField({ most: 500, required: true }), (value) => readIssuer(value, rule) !== null, {
      key: 'console.error.issuer',
    }),
    clientId: textField({ most: 300, required: true }),
    // As given by the provider: a secret may begin or end with anything.
    clientSecret: ((raw) => ({ ok: true, value: raw[0] ?? '' })) satisfies FieldReader<string>,
    scopes: refined(textField({ most: 500 }), (value) => SCOPES.test(value), { key: 'console.error.scopes' }),
    groupsClaim: refined(textField({ most: 200 }), (value) => CLAIM.test(value), { key: 'console.error.claim' }),
    adminGroups: groupsField,
    agentGroups: groupsField,
    viewerGroups: groupsField,
    roleWithoutGroup: choiceField([REFUSE, ...ROLES]),
    emailDomains: linesField((line) => DOMAIN.test(line), { key: 'console.error.domains' }),
    verifiedEmailOnly: flagField,
    addsPeople: flagField,
  };
}

type Values = ReadValues<ReturnType<typeof providerReaders>>;

/** What was typed, as it is stored; the secret is another matter. */
export function settingsOf(values: Values, rule: AddressRule): Omit<ProviderSettings, 'clientSecret'> {
  const { label, clientId, verifiedEmailOnly, addsPeople, roleWithoutGroup } = values;
  return {
    label,
    clientId,
    verifiedEmailOnly,
    addsPeople,
    issuer: readIssuer(values.issuer, rule) ?? values.issuer,
    scopes: [...new Set(['openid', ...values.scopes.split(/ +/).filter((scope) => scope !== '')])],
    groupsClaim: values.groupsClaim === '' ? null : values.groupsClaim,
    groups: { admin: values.adminGroups, 'support-agent': values.agentGroups, viewer: values.viewerGroups },
    roleWithoutGroup: roleWithoutGroup === REFUSE ? null : roleWithoutGroup,
    emailDomains: values.emailDomains.map((domain) => domain.replace(/^@/, '').toLowerCase()),
  };
}

/** The fields, with what is stored in them; `shown` null: nothing is set up yet. */
export function providerSpecs(shown: ShownProvider | null, { texts }: SignedInVisit): readonly FieldSpec[] {
  const t = (name: Named) => texts.t(`console.provider.${name}`);
  const line = (name: Named, value: string | undefined, hint?: Named): FieldSpec => ({
    kind: 'text',
    name,
    label: t(name),
    value: value ?? '',
    ...(hint === undefined ? {} : { hint: t(hint) }),
  });
  const lines = (name: Named, value: readonly string[] | undefined, hint?: Named): FieldSpec => ({
    ...line(name, value?.join('\n'), hint),
    kind: 'textarea',
    value: value?.join('\n') ?? '',
  });
  const roles: readonly OptionSpec[] = ROLES.map((role) => ({ value: role, label: texts.t(`console.role.${role}`) }));
  return [
    { ...line('label', shown?.label, 'labelHint'), required: true },
    { ...line('issuer', shown?.issuer, 'issuerHint'), required: true },
    { ...line('clientId', shown?.clientId), required: true },
    {
      kind: 'password',
      name: 'clientSecret',
      label: t('clientSecret'),
      autocomplete: 'new-password',
      hint: t(shown?.hasSecret === true ? 'secretKept' : 'secretHint'),
    },
    line('scopes', shown?.scopes.join(' ') ?? 'openid email profile', 'scopesHint'),
    line('groupsClaim', shown?.groupsClaim ?? undefined, 'groupsClaimHint'),
    lines('adminGroups', shown?.groups.admin, 'groupsHint'),
    lines('agentGroups', shown?.groups['support-agent']),
    lines('viewerGroups', shown?.groups.viewer),
    {
      kind: 'select',
      name: 'roleWithoutGroup',
      label: t('roleWithoutGroup'),
      value: (shown?.roleWithoutGroup ?? REFUSE) satisfies Role | typeof REFUSE,
      hint: t('roleWithoutGroupHint'),
      options: [{ value: REFUSE, label: t('refuse') }, ...roles],
    },
    { kind: 'checkbox', name: 'addsPeople', label: t('addsPeople'), checked: shown?.addsPeople ?? false },
    lines('emailDomains', shown?.emailDomains, 'emailDomainsHint'),
    {
      kind: 'checkbox',
      name: 'verifiedEmailOnly',
      label: t('verifiedEmailOnly'),
      checked: shown?.verifiedEmailOnly ?? true,
      hint: t('verifiedEmailOnlyHint'),
    },
  ];
}

type Named =
  | 'label'
  | 'labelHint'
  | 'issuer'
  | 'issuerHint'
  | 'clientId'
  | 'clientSecret'
  | 'secretKept'
  | 'secretHint'
  | 'scopes'
  | 'scopesHint'
  | 'groupsClaim'
  | 'groupsClaimHint'
  | 'adminGroups'
  | 'agentGroups'
  | 'viewerGroups'
  | 'groupsHint'
  | 'roleWithoutGroup'
  | 'roleWithoutGroupHint'
  | 'refuse'
  | 'addsPeople'
  | 'emailDomains'
  | 'emailDomainsHint'
  | 'verifiedEmailOnly'
  | 'verifiedEmailOnlyHint';
