import type { InstallationSettings } from '../../../../core/ports/installation.ts';
import type { Texts } from '../../../texts/texts.ts';
import { flagField, textField } from '../field-readers.ts';
import type { FieldError } from '../form-reading.ts';
import type { FieldSpec } from '../form-view.ts';

/** Where an end user's AnyDesk address may be found without typing. */
export const addressReaders = { assetField: textField({ most: 80 }), findsNewClient: flagField };

/** How a help desk names the fields of its assets, and what to say of a name that cannot be one. */
export type AssetNames = { readonly pattern: RegExp; readonly error: FieldError };
export const ASSET_NAMES: AssetNames = { pattern: /^[a-z][a-z0-9_]*$/, error: { key: 'console.error.assetField' } };
export const ORG_ASSET_NAMES: AssetNames = {
  pattern: /^(?:[A-Za-z](?:_?[A-Za-z0-9]){0,14}__)?[A-Za-z](?:_?[A-Za-z0-9]){0,39}__c$/,
  error: { key: 'console.error.assetFieldOrg' },
};

type Values = { readonly assetField: string; readonly findsNewClient: boolean };
type Found = Pick<InstallationSettings, 'assetField' | 'findsNewClient'>;

export function addressesFrom({ assetField, findsNewClient }: Values, names: AssetNames): Found | FieldError {
  if (assetField !== '' && !names.pattern.test(assetField)) return names.error;
  return { ...(assetField === '' ? {} : { assetField }), ...(findsNewClient ? { findsNewClient } : {}) };
}

export function addressSpecs(settings: InstallationSettings, texts: Texts): readonly FieldSpec[] {
  return [
    {
      kind: 'text',
      name: 'assetField',
      label: texts.t('console.connector.assetField'),
      value: settings.assetField ?? '',
      hint: texts.t('console.connector.assetFieldHint'),
    },
    {
      kind: 'checkbox',
      name: 'findsNewClient',
      label: texts.t('console.connector.findsNewClient'),
      checked: settings.findsNewClient ?? false,
      hint: texts.t('console.connector.findsNewClientHint'),
    },
  ];
}
