'use strict';

(() => {
  const { h } = SR.parts.dom;
  const { words } = SR.parts;
  const { icon } = SR.parts.icons;
  /** What carries the link, by the way that the agent chose. @type {Readonly<Record<string, string>>} */
  const CARRIERS = Object.freeze({ email: 'email', sms: 'sms', ticket: 'ticket-reply' });

  /**
   * Something did not arrive: why, and what to do. A link that came back may go another way.
   * @param {RequestView} view
   * @param {RequestView['trouble'][number]} one
   * @param {PanelContext} context
   */
  function deliveryTrouble(view, { deliveryId, kind, reason, known, wentBy }, context) {
    const key = `delivery ${deliveryId}`;
    const went = words.has(`went.${wentBy}`) ? words.t(`went.${wentBy}`) : null;
    return h(
      'div',
      { class: 'note warning', 'data-key': key },
      h('p', {}, icon('warning'), ' ', [reasonText(reason, known), went].filter(Boolean).join(' ')),
      // What left another way needs nothing more.
      context.mayPress && went === null
        ? h(
            'div',
            { class: 'main-actions' },
            button(context, key, words.t('press.resendDelivery'), () => context.resend(deliveryId, key)),
            otherWays(view, kind).map((channel) => insteadButton(view, channel, context)),
          )
        : null,
    );
  }

  /**
   * In the agent's language, where there are words for it.
   * @param {string} reason
   * @param {RequestView['trouble'][number]['known']} known
   */
  function reasonText(reason, known) {
    if (!known || typeof known.key !== 'string') return reason;
    const key = `reason.${known.key}`;
    return words.has(key) ? words.t(key, known.params || {}) : reason;
  }

  /**
   * @param {RequestView} view
   * @param {string} kind
   * @returns {Channel[]}
   */
  function otherWays({ actions }, kind) {
    if (!Object.values(CARRIERS).includes(kind)) return [];
    return actions.flatMap(({ command, channel }) =>
      command === 'resend-invitation' && channel !== null && CARRIERS[channel] !== kind ? [channel] : [],
    );
  }

  /**
   * @param {RequestView} view
   * @param {Channel} channel
   * @param {PanelContext} context
   */
  function insteadButton(view, channel, context) {
    const label = `press.instead.${channel}`;
    if (!words.has(label)) return null;
    const key = `${view.id} resend-invitation ${channel}`;
    const press = () => context.command(view, { type: 'resend-invitation', channel }, key);
    return button(context, key, words.t(label), press);
  }

  /**
   * @param {PanelContext} context
   * @param {string} key
   * @param {string} label
   * @param {() => void} onclick
   */
  function button(context, key, label, onclick) {
    const busy = context.isBusy(key);
    const look = { type: 'button', onclick, 'data-key': `instead ${key}`, 'aria-disabled': busy ? 'true' : null };
    return h('button', look, busy ? words.t('working') : label);
  }

  SR.share('deliveryTrouble', { deliveryTrouble });
})();
