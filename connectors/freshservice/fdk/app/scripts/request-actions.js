'use strict';

(() => {
  const { h, safeAddress } = SR.parts.dom;
  const { words, times, smallForms } = SR.parts;
  const MAIN = Object.freeze([
    'launch-connect',
    'ask-for-access',
    'end-session',
    'reopen-request',
    'keep-open',
    'claim',
  ]);
  const SIMPLE = Object.freeze([...MAIN, 'start-session']);
  /** The one that most agents press next, by status. @type {Readonly<Record<string, string>>} */
  const FIRST = Object.freeze({
    Waiting: 'ask-for-access',
    Ready: 'launch-connect',
    Connected: 'end-session',
    Closed: 'reopen-request',
    Expired: 'reopen-request',
  });

  /**
   * A control for everything that may be done with the request now, and for nothing else. What a newer server allows beyond that is left out.
   * @param {RequestView} view
   * @param {PanelContext} context
   */
  function requestActions(view, context) {
    const isAfterSession = view.progress.kind === 'ready' && view.progress.mayReconnectUntil !== null;
    const isNext = (/** @type {Action} */ { command }) => isAfterSession && command === 'close-request';
    const isMain = (/** @type {Action} */ { command }) => MAIN.includes(command);
    const controls = (/** @type {readonly Action[]} */ actions) =>
      actions.map((action) => control(view, action, context));
    const shown = view.actions.filter((action) => !isNext(action));
    const more = controls(shown.filter((action) => !isMain(action))).filter(Boolean);
    return h(
      'div',
      { class: 'actions', 'data-key': 'actions' },
      h(
        'div',
        { class: 'main-actions' },
        controls(shown.filter(isMain)),
        copyControl(view, context),
        shareLink(view),
        waitLink(view),
      ),
      view.actions.some(isNext) ? smallForms.smallForm(view, 'close-request', context, true) : null,
      more.length > 0
        ? h('details', { class: 'more', 'data-key': 'more' }, h('summary', {}, words.t('more')), more)
        : null,
    );
  }

  /**
   * @param {RequestView} view
   * @param {Action} action
   * @param {PanelContext} context
   */
  function control(view, action, context) {
    const { command, channel } = action;
    if (command === 'launch-connect') return connectLink(view, action);
    if (command === 'resend-invitation' && channel !== null) {
      return button(view, action, context, words.t(`press.resend.${channel}`), { type: command, channel });
    }
    if (SIMPLE.includes(command)) return button(view, action, context, words.t(`press.${command}`), { type: command });
    return smallForms.has(command) ? smallForms.smallForm(view, command, context) : null;
  }

  /** The connect page before access is allowed: there AnyDesk starts by itself at Allow. Who may only look has nothing to wait for.
   * @param {RequestView} view
   */
  function waitLink({ status, actions, connectUrl }) {
    const isBefore = status === 'Open' || status === 'Waiting';
    const href = isBefore && actions.length > 0 ? safeAddress(connectUrl) : null;
    return href === null ? null : newTabLink(href, 'press.wait-to-connect', 'wait');
  }

  /** Connecting happens on the server's own page, where the agent is signed in. A real link: no browser blocks it.
   * @param {RequestView} view
   * @param {Action} action
   */
  function connectLink(view, { takeOverFrom }) {
    const href = safeAddress(view.connectUrl);
    if (href === null) return null;
    const label = takeOverFrom === null ? words.t('press.launch-connect') : words.t('press.takeOver');
    const look = { class: 'button primary', href, target: '_blank', rel: 'noopener noreferrer', 'data-key': 'connect' };
    return [
      takeOverFrom === null ? null : h('p', { class: 'hint' }, words.t('takenBy', { agent: takeOverFrom })),
      h('a', look, label, ' ', h('span', { class: 'quiet' }, words.t('newTab'))),
    ];
  }

  /**
   * @param {RequestView} view
   * @param {Action} action
   * @param {PanelContext} context
   * @param {string} label
   * @param {Record<string, unknown> & { type: string }} body
   */
  function button(view, { command, againAt, channel }, context, label, body) {
    const key = [view.id, command, channel].filter(Boolean).join(' ');
    const busy = context.isBusy(key);
    const waits = againAt !== null && againAt > context.now;
    const press = () => {
      if (!waits) context.command(view, body, key);
    };
    const look = {
      type: 'button',
      class: FIRST[view.status] === command ? 'primary' : null,
      'data-key': key,
      'aria-disabled': busy || waits ? 'true' : null,
      onclick: press,
    };
    return [
      h('button', look, busy ? words.t('working') : label),
      waits ? h('p', { class: 'hint' }, words.t('againAt', { time: times.moment(againAt, context.now) })) : null,
    ];
  }

  /**
   * @param {RequestView} view
   * @param {PanelContext} context
   */
  function copyControl(view, context) {
    const link = safeAddress(view.joinUrl);
    if (link === null) return null;
    const id = `link-${view.id}`;
    const copy = () => context.copy(link, id);
    return [
      h('button', { type: 'button', 'data-key': 'copy', onclick: copy }, words.t('press.copy')),
      context.linkShown === id
        ? h('input', {
            id,
            class: 'link',
            readonly: true,
            value: link,
            'aria-label': words.t('linkLabel', { name: view.recipient.name }),
            'data-key': link,
          })
        : null,
    ];
  }

  /** A picture to scan and a code to say need the server's own page: there nobody else can read along. @param {RequestView} view */
  function shareLink({ shareUrl }) {
    const href = safeAddress(shareUrl || null);
    return href === null ? null : newTabLink(href, 'press.share', 'share');
  }

  /**
   * @param {string} href
   * @param {string} label
   * @param {string} key
   */
  function newTabLink(href, label, key) {
    const look = { class: 'button', href, target: '_blank', rel: 'noopener noreferrer', 'data-key': key };
    return h('a', look, words.t(label), ' ', h('span', { class: 'quiet' }, words.t('newTab')));
  }

  SR.share('requestActions', { requestActions });
})();
