import { type InstallationSettings, NOTIFY_MOMENTS, TIMELINE_STYLES } from '../../../../core/ports/installation.ts';
import { STATUSES } from '../../../../core/session-request/states.ts';
import type { Texts } from '../../../texts/texts.ts';
import type { FieldSpec } from '../form-view.ts';
import { statusWord } from '../words.ts';

/** What is written into the ticket, and who is told of it. */
export function ticketSpecs(settings: InstallationSettings, texts: Texts): readonly FieldSpec[] {
  return [
    {
      kind: 'select',
      name: 'timeline',
      label: texts.t('console.connector.timeline'),
      value: settings.timeline,
      hint: texts.t('console.connector.timelineHint'),
      options: TIMELINE_STYLES.map((style) => ({
        value: style,
        label: texts.t(`console.connector.timelines.${style}`),
      })),
    },
    {
      kind: 'checkboxes',
      name: 'notifyAgentOn',
      label: texts.t('console.connector.notify'),
      values: settings.notifyAgentOn,
      hint: texts.t('console.connector.notifyHint'),
      options: NOTIFY_MOMENTS.map((moment) => ({
        value: moment,
        label: texts.t(`console.connector.notifyMoments.${moment}`),
      })),
    },
    {
      kind: 'checkbox',
      name: 'timeEntryOnClose',
      label: texts.t('console.connector.timeEntry'),
      checked: settings.timeEntryOnClose,
      hint: texts.t('console.connector.timeEntryHint'),
    },
    {
      kind: 'text',
      name: 'statusField',
      label: texts.t('console.connector.statusField'),
      value: settings.statusField ?? '',
      hint: texts.t('console.connector.statusFieldHint'),
    },
    ...STATUSES.map((status): FieldSpec => ({
      kind: 'text',
      name: `status${status}`,
      label: texts.t('console.connector.statusOn', { status: statusWord(status, texts) }),
      value: settings.ticketStatusOn[status] ?? '',
      ...(status === 'Open' ? { hint: texts.t('console.connector.statusOnHint') } : {}),
    })),
  ];
}
