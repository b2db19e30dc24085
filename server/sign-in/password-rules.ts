const LEAST_PASSWORD_CHARACTERS = 12;
const MOST_PASSWORD_CHARACTERS = 200;

export type PasswordProblem = 'too-short' | 'too-long' | 'is-email' | 'broken';

/**
 * What speaks against a new password; null when nothing does. Length counts, composition does not: rules about digits and signs make
 * people write passwords down.
 */
export function passwordProblem(password: string, email: string): PasswordProblem | null {
  if (!password.isWellFormed() || password.includes('\u0000')) return 'broken';
  const characters = Array.from(password.normalize('NFC'));
  if (characters.length < LEAST_PASSWORD_CHARACTERS) return 'too-short';
  if (characters.length > MOST_PASSWORD_CHARACTERS) return 'too-long';
  return password.trim().toLowerCase() === email.toLowerCase() ? 'is-email' : null;
}
