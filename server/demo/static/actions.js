import { h } from './dom.js';
import { FORMS } from './forms.js';

const SIMPLE = {
  'ask-for-access': 'Ask for access',
  claim: 'Take it',
  'keep-open': 'Keep open',
  'end-session': 'The session has ended',
  'start-session': 'The session has begun',
  'reopen-request': 'Reopen',
};
const MAIN = new Set(['ask-for-access', 'launch-connect', 'end-session', 'reopen-request', 'keep-open']);

/** A button or small form for everything that may be done now, and for nothing else. */
export function actionButtons(request, context) {
  const main = [];
  const more = [];
  for (const action of request.actions) {
    const control = controlFor(request, action, context);
    if (control !== null) (MAIN.has(action.command) ? main : more).push(control);
  }
  if (request.joinUrl) main.push(copyButton(request.joinUrl));
  return h(
    'div',
    { class: 'actions' },
    h('div', { class: 'main-actions' }, main),
    more.length > 0 && h('details', { class: 'more' }, h('summary', {}, 'More'), more),
  );
}

function controlFor(request, action, context) {
  const { command } = action;
  if (command === 'launch-connect') return connectForm(request, action, context);
  if (command === 'resend-invitation') {
    const label = { email: 'Send the mail again', sms: 'Send the SMS again', ticket: 'Send as reply in the ticket' }[
      action.channel
    ];
    return button(label, () => context.command(request, { type: command, channel: action.channel }));
  }
  if (command in SIMPLE) {
    const waitsUntil = action.againAt && action.againAt > Date.now();
    const look = MAIN.has(command) ? 'primary' : null;
    return button(SIMPLE[command], () => context.command(request, { type: command }), waitsUntil, look);
  }
  const form = FORMS[command];
  return form === undefined ? null : form(request, context);
}

/** Connecting needs a sign-in, so it happens on the connect page, in a new tab. */
function connectForm(request, action, context) {
  const to = new URL(request.connectUrl).pathname;
  const label = action.takeOverFrom ? `Connect (take over from ${action.takeOverFrom})` : 'Connect';
  return h(
    'form',
    { method: 'post', action: '/demo/sign-in', target: '_blank' },
    h('input', { type: 'hidden', name: 'agent', value: context.agentKey }),
    h('input', { type: 'hidden', name: 'to', value: to }),
    h('button', { class: 'primary' }, label),
  );
}

function button(label, run, disabled = false, look = null) {
  return h('button', { type: 'button', class: look, onclick: run, disabled }, label);
}

function copyButton(url) {
  const copy = async (event) => {
    const pressed = event.currentTarget;
    try {
      await navigator.clipboard.writeText(url);
      pressed.textContent = 'Copied';
    } catch {
      pressed.replaceWith(h('input', { class: 'link', readonly: true, value: url, 'aria-label': 'Link for the user' }));
    }
  };
  return h('button', { type: 'button', onclick: copy, 'data-url': url }, 'Copy link');
}
