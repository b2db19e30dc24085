import { z } from 'zod';
import type { AgentRef, Recipient } from '../../core/session-request/values.ts';
import { emailAddress, phoneNumber } from '../outside-text.ts';

/** The person whose data it is about: everything that carries this address or this number. At least one of them is there. */
export type Subject = { readonly email: string | null; readonly phone: string | null };

const shape = z.object({ email: emailAddress.nullable(), phone: phoneNumber.nullable() });

/** Reads what was typed; null when neither is an address or a number. What is typed but cannot be read is never left out silently. */
export function readSubject(typed: { readonly email: string; readonly phone: string }): Subject | null {
  const parsed = shape.safeParse({ email: blankIsNull(typed.email), phone: blankIsNull(typed.phone) });
  if (!parsed.success || (parsed.data.email === null && parsed.data.phone === null)) return null;
  const { email, phone } = parsed.data;
  return { email: email === null ? null : addressKey(email), phone };
}

const blankIsNull = (value: string): string | null => (value.trim() === '' ? null : value);

/** One mailbox whatever its case, in ASCII letters alone: other alphabets have letters that only look the same, or fold to the same. */
export function addressKey(email: string): string {
  return email.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

export function isEmailOf(subject: Subject, email: string | null): boolean {
  return subject.email !== null && email !== null && addressKey(email) === subject.email;
}

/** Either is enough: a request that was sent to the number alone belongs to the person as well. */
export function isRecipient(subject: Subject, recipient: Recipient): boolean {
  return isEmailOf(subject, recipient.email) || (subject.phone !== null && recipient.phone === subject.phone);
}

export function isAgent(subject: Subject, agent: Pick<AgentRef, 'email'>): boolean {
  return isEmailOf(subject, agent.email);
}

/** What must stand in a JSON text, in any case, if it is to speak of the person. */
export function needlesOf({ email, phone }: Subject): readonly string[] {
  return [email, phone].filter((one) => one !== null).map((one) => JSON.stringify(one));
}
