import type { Texts } from '../../texts/texts.ts';

/** Says what is wrong with what was typed, in words that help. Only for text that could not be read as an address. */
export function addressProblem(typed: string, { t }: Texts): string {
  const text = typed.trim();
  if (text === '') return t('join.address.empty');
  if (/^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(text)) return t('join.address.mail');
  if (/^(https?:|www\.)/i.test(text)) return t('join.address.link');
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text) || /^[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}$/i.test(text)) {
    return t('join.address.network');
  }
  if (/^(\+|00)[\d\s()./-]+$/.test(text) || /^\(?0\d+\)?[\s/-]/.test(text) || /^\d{3}[ .-]\d{3}[.-]\d{4}$/.test(text)) {
    return t('join.address.phone');
  }
  const digits = text.replaceAll(/[\s.-]/g, '');
  if (/^\d+$/.test(digits) && digits.length !== 9 && digits.length !== 10) {
    return t('join.address.digits', { count: digits.length });
  }
  return t('join.address.other');
}
