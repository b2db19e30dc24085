import { LEAST_DAYS, MOST_DAYS, type Retention, RETENTION_KINDS } from '../../../privacy/retention-settings.ts';
import { readSubject, type Subject } from '../../../privacy/subject.ts';
import { emailField, flagField, optional, phoneField, textField, wholeNumberField } from '../field-readers.ts';
import { type FormState, readForm, withError } from '../form-reading.ts';
import type { FieldSpec } from '../form-view.ts';
import type { SignedInVisit } from '../visit.ts';

const WHO = { email: optional(emailField), phone: optional(phoneField) };

export type SubjectForm =
  | { readonly ok: true; readonly subject: Subject; readonly state: FormState }
  | { readonly ok: false; readonly state: FormState };

/** Whom it is about, from a form: an address, a number, or both. */
export function subjectIn({ request }: SignedInVisit): SubjectForm {
  const form = readForm(request.body, WHO);
  if (!form.ok) return form;
  const { email, phone } = form.values;
  const subject = readSubject({ email: email ?? '', phone: phone ?? '' });
  return subject === null
    ? { ok: false, state: withError(form.state, 'email', { key: 'console.privacy.whoMissing' }) }
    : { ok: true, subject, state: form.state };
}

export function subjectSpecs({ texts }: SignedInVisit): readonly FieldSpec[] {
  const t = (name: string): string => texts.lookUp(`console.privacy.${name}`);
  return [
    { kind: 'email', name: 'email', label: t('email'), value: '' },
    { kind: 'tel', name: 'phone', label: t('phone'), value: '', hint: t('phoneHint') },
  ];
}

const CONFIRMATION = { typed: textField({ most: 254 }), closesActive: flagField };

/** What was typed to confirm, and whether active requests may be closed. */
export function confirmationIn({ request }: SignedInVisit, subject: Subject) {
  const form = readForm(request.body, CONFIRMATION);
  if (!form.ok) return { isConfirmed: false, closesActive: false };
  const { typed, closesActive } = form.values;
  const again = readSubject(subject.email === null ? { email: '', phone: typed } : { email: typed, phone: '' });
  const isConfirmed = subject.email === null ? again?.phone === subject.phone : again?.email === subject.email;
  return { isConfirmed, closesActive };
}

export type RetentionForm =
  | { readonly ok: true; readonly retention: Retention; readonly state: FormState }
  | { readonly ok: false; readonly state: FormState };

export function retentionIn({ request }: SignedInVisit): RetentionForm {
  const readers = Object.fromEntries(
    RETENTION_KINDS.map((kind) => [kind, wholeNumberField(LEAST_DAYS[kind], MOST_DAYS)]),
  );
  const form = readForm(request.body, readers);
  if (!form.ok) return form;
  const days = Object.fromEntries(RETENTION_KINDS.map((kind) => [kind, form.values[kind] ?? LEAST_DAYS[kind]]));
  return { ok: true, retention: days as Retention, state: form.state };
}

export function retentionSpecs(retention: Retention, { texts }: SignedInVisit): readonly FieldSpec[] {
  return RETENTION_KINDS.map((kind) => ({
    kind: 'number',
    name: kind,
    label: texts.lookUp(`console.privacy.kinds.${kind}`),
    value: String(retention[kind]),
    required: true,
    hint: texts.lookUp(`console.privacy.kindHints.${kind}`, { days: String(LEAST_DAYS[kind]) }),
  }));
}
