import type { Texts } from '../../texts/texts.ts';
import type { FormState } from './form-reading.ts';

/** One field as its page describes it. `value` is what it holds before anything is typed. */
export type FieldSpec = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly autocomplete?: string;
} & (
  | {
      readonly kind: 'text' | 'email' | 'tel' | 'url' | 'number' | 'datetime-local' | 'time';
      readonly value: string;
      readonly list?: string;
    }
  | { readonly kind: 'password' }
  | { readonly kind: 'textarea'; readonly value: string }
  | { readonly kind: 'select'; readonly value: string; readonly options: readonly OptionSpec[] }
  | { readonly kind: 'checkbox'; readonly checked: boolean }
  | { readonly kind: 'checkboxes'; readonly values: readonly string[]; readonly options: readonly OptionSpec[] }
);

export type OptionSpec = { readonly value: string; readonly label: string };

/** One field as the template shows it: every property is there. */
export type FieldView = {
  readonly id: string;
  readonly name: string;
  readonly kind: FieldSpec['kind'];
  readonly label: string;
  readonly hint: string | null;
  readonly error: string | null;
  /** Ids of hint and error for `aria-describedby`; null for neither. */
  readonly describedBy: string | null;
  readonly required: boolean;
  readonly autocomplete: string;
  readonly value: string;
  readonly checked: boolean;
  readonly list: string | null;
  readonly options: readonly (OptionSpec & { readonly selected: boolean })[];
};

/** Fields of a form with what was typed kept and errors beside them. `prefix` keeps ids of several forms on one page apart. */
export function fieldViews(
  specs: readonly FieldSpec[],
  state: FormState,
  texts: Texts,
  prefix = 'f',
): readonly FieldView[] {
  return specs.map((spec) => fieldView(spec, state, texts, prefix));
}

function fieldView(spec: FieldSpec, state: FormState, texts: Texts, prefix: string): FieldView {
  const id = `${prefix}-${spec.name}`;
  const fault = state.errors[spec.name];
  const error = fault === undefined ? null : texts.t(fault.key, fault.params);
  const hint = spec.hint ?? null;
  const described = [hint === null ? '' : `${id}-hint`, error === null ? '' : `${id}-error`].filter(Boolean);
  return {
    id,
    name: spec.name,
    kind: spec.kind,
    label: spec.label,
    hint,
    error,
    describedBy: described.length === 0 ? null : described.join(' '),
    required: spec.required ?? false,
    autocomplete: spec.autocomplete ?? 'off',
    list: 'list' in spec ? (spec.list ?? null) : null,
    ...contentOf(spec, state.typed[spec.name]),
  };
}

/** What was typed wins over what was there; a password is never sent back. */
function contentOf(
  spec: FieldSpec,
  typed: readonly string[] | undefined,
): Pick<FieldView, 'value' | 'checked' | 'options'> {
  const none = { value: '', checked: false, options: [] };
  switch (spec.kind) {
    case 'password':
      return none;
    case 'checkbox':
      return { ...none, value: '1', checked: typed === undefined ? spec.checked : typed.includes('1') };
    case 'checkboxes': {
      const chosen = typed ?? spec.values;
      return {
        ...none,
        options: spec.options.map((option) => ({ ...option, selected: chosen.includes(option.value) })),
      };
    }
    case 'select': {
      const chosen = typed?.[0] ?? spec.value;
      return {
        ...none,
        value: chosen,
        options: spec.options.map((option) => ({ ...option, selected: option.value === chosen })),
      };
    }
    default:
      return { ...none, value: typed?.[0] ?? spec.value };
  }
}
