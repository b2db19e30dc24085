import { mayCommand } from '../../../../core/people/rights.ts';
import type { Channel } from '../../../../core/session-request/values.ts';
import { isActive } from '../../../../core/session-request/states.ts';
import { newId } from '../../../secrets/secret-token.ts';
import type { Reply } from '../../reply.ts';
import type { ConsoleAction } from './actions/action.ts';
import { ACTIONS } from './actions/actions.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage, type Trouble } from '../console-page.ts';
import { EMPTY_FORM, type FormState } from '../form-reading.ts';
import { fieldViews } from '../form-view.ts';
import { handOverTo } from './hand-over.ts';
import { type RequestContext, requestContext } from './request-context.ts';
import { type ActionState, requestState } from './request-state.ts';
import { paramOf, type SignedInVisit } from '../visit.ts';
import { timeZones } from '../time-zones.ts';

/** What a person tried just now and what came of it, to show the page again with his words kept. */
export type Attempt = {
  readonly command: string;
  readonly state: FormState;
  readonly trouble: Trouble | null;
  readonly status: number;
};

export async function requestPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const context = await requestContext(deps, visit, paramOf(visit, 'requestId'));
  return showRequest(context, null);
}

export async function showRequest(context: RequestContext, attempt: Attempt | null): Promise<Reply> {
  const { deps, visit, stored } = context;
  const { request } = stored;
  const state = await requestState(context);
  return consolePage(deps.pages, visit, {
    template: 'request',
    title: `${request.number} · ${request.recipient.name}`,
    area: 'requests',
    status: attempt?.status ?? 200,
    trouble: attempt?.trouble ?? null,
    view: {
      ...state,
      id: request.id,
      number: request.number,
      recipient: request.recipient.name,
      isActive: isActive(request),
      mayWork: mayCommand(visit.person) && context.settings !== null,
      isRemoved: context.settings === null,
      connectHref: `/connect/${request.id}`,
      actions: ACTIONS.flatMap((action) => actionViews(action, context, state.actions, attempt)),
      handOver: mayCommand(visit.person) ? await handOverTo(context) : null,
      zones: timeZones(),
    },
  });
}

/** Every action is on the page; those that are not possible now are hidden, so that the script can show them when they become so. */
function actionViews(
  action: ConsoleAction,
  context: RequestContext,
  states: readonly ActionState[],
  attempt: Attempt | null,
) {
  const { texts } = context.visit;
  const channels = action.command === 'resend-invitation' ? resendable(context) : [null];
  return channels.map((channel) => {
    const id = channel === null ? action.command : `${action.command}:${channel}`;
    const isTried = attempt !== null && attempt.command === action.command;
    const words = channel === null ? action.command : `${action.command}-${channel}`;
    const permitted = states.find((state) => state.id === id);
    const fields = fieldViews(
      action.fields(context),
      isTried ? attempt.state : EMPTY_FORM,
      texts,
      `a-${action.command}`,
    );
    return {
      id,
      href: `/console/requests/${context.stored.request.id}/${action.command}`,
      channel,
      label: texts.lookUp(`console.action.${words}.label`),
      hint: texts.lookUp(`console.action.${words}.hint`),
      fields,
      isForm: fields.length > 0,
      isOpen: isTried,
      isHidden: permitted === undefined && !isTried,
      againAt: permitted?.againAt ?? '',
      isHarmful: action.isHarmful,
      needsVersion: action.needsVersion,
      // Pressing twice is one command; a form that came back with an error is a new one.
      commandId: newId(),
    };
  });
}

/** A copied link is not sent by us. */
function resendable({ settings }: RequestContext): readonly Channel[] {
  return (settings?.lifecycle.channels ?? []).filter((channel) => channel !== 'link');
}
