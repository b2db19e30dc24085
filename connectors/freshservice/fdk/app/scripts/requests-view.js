'use strict';

(() => {
  const { h } = SR.parts.dom;
  const { words, times, sentences, problems, requestCard } = SR.parts;
  const { icon } = SR.parts.icons;
  /** @type {readonly ListName[]} */
  const LISTS = Object.freeze(['upcoming', 'active', 'past']);
  const MOST_COUNTED = 1000;

  /**
   * @param {ListModel} model
   * @param {ListPresses} presses
   */
  function requestsView(model, presses) {
    return h(
      'div',
      {},
      h('h1', { tabindex: '-1' }, words.t('list.title')),
      h('div', { class: 'list-head', 'data-key': 'head' }, tabs(model, presses), searchField(model, presses)),
      model.problem === null ? null : trouble(model.problem, presses),
      model.isLoading && model.requests.length === 0
        ? h('p', { class: 'hint' }, words.t('loading'))
        : contents(model, presses),
      model.next === null
        ? null
        : h(
            'button',
            { type: 'button', onclick: presses.more, 'data-key': 'more' },
            words.t(model.isLoading ? 'working' : 'list.more'),
          ),
    );
  }

  /**
   * @param {ListModel} model
   * @param {ListPresses} presses
   */
  function tabs({ list, counts }, { choose, refresh }) {
    return h(
      'nav',
      { class: 'main-actions', 'aria-label': words.t('list.title') },
      LISTS.map((name) => {
        const press = () => choose(name);
        const look = {
          type: 'button',
          onclick: press,
          'aria-current': name === list ? 'true' : null,
          'data-key': name,
        };
        return h('button', look, words.t(`list.${name}`), counts === null ? '' : ` (${counted(counts[name])})`);
      }),
      h('button', { type: 'button', class: 'plain', onclick: refresh, 'data-key': 'refresh' }, words.t('list.refresh')),
    );
  }

  /** Very many are not counted to the last one. @param {number} count */
  function counted(count) {
    return count > MOST_COUNTED ? `${MOST_COUNTED}+` : String(count);
  }

  /**
   * @param {ListModel} model
   * @param {ListPresses} presses
   */
  function searchField({ search: value }, { search }) {
    const oninput = (/** @type {Event} */ event) => search(/** @type {HTMLInputElement} */ (event.currentTarget).value);
    return h(
      'div',
      { class: 'field search', role: 'search' },
      h('label', { for: 'search' }, words.t('list.search')),
      h('input', {
        id: 'search',
        type: 'search',
        value,
        oninput,
        autocomplete: 'off',
        placeholder: words.t('list.searchHint'),
        maxlength: '100',
      }),
    );
  }

  /**
   * @param {Problem} problem
   * @param {ListPresses} presses
   */
  function trouble(problem, { refresh }) {
    const text = problem.kind === 'sign-in' ? words.t('stop.sign-in') : problems.sentence(problem);
    return h(
      'div',
      { class: 'note warning', 'data-key': 'trouble' },
      h('p', {}, icon('warning'), ` ${text}`),
      h(
        'button',
        { type: 'button', onclick: refresh },
        words.t(problem.kind === 'sign-in' ? 'stop.sign-in.done' : 'tryAgain'),
      ),
    );
  }

  /**
   * @param {ListModel} model
   * @param {ListPresses} presses
   */
  function contents({ requests, list, search, problem, access }, presses) {
    if (access !== 'granted') return h('p', { class: 'note' }, icon('info'), ` ${words.t(`list.${access}`)}`);
    if (requests.length === 0) {
      if (problem !== null) return null;
      return h(
        'p',
        { class: 'empty' },
        search ? words.t('list.nothingFound', { search }) : words.t(`list.nothing.${list}`),
      );
    }
    const heads = ['list.request', 'list.status', 'fact.for', 'fact.ticket', 'fact.assignee', 'list.when'];
    return h(
      'div',
      { class: 'table-frame', 'data-key': 'table' },
      h(
        'table',
        {},
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            heads.map((key) => h('th', { scope: 'col' }, words.t(key))),
          ),
        ),
        h(
          'tbody',
          {},
          requests.map((view) => row(view, presses)),
        ),
      ),
    );
  }

  /**
   * @param {RequestView} view
   * @param {ListPresses} presses
   */
  function row(view, presses) {
    const { now, open } = presses;
    const { ticket } = view;
    const press = ticket === null ? null : () => open(ticket.id);
    return h(
      'tr',
      { 'data-key': view.id, class: ticket === null ? null : 'opens', onclick: press },
      h('th', { scope: 'row' }, view.number),
      h('td', {}, requestCard.statusPill(requestCard.statusOf(view, now))),
      h('td', {}, view.recipient.name),
      h('td', {}, ticket === null ? words.t('list.noTicket') : ticketButton(ticket)),
      h('td', {}, sentences.whoHasIt(view.assignee)),
      h('td', {}, when(view, now)),
    );
  }

  /** For the keyboard; its press reaches the row's own handler. @param {NonNullable<RequestView['ticket']>} ticket */
  function ticketButton({ number, subject }) {
    return [
      h('button', { type: 'button', class: 'plain', 'aria-label': words.t('list.open', { number }) }, number),
      ` ${subject}`,
    ];
  }

  /**
   * @param {RequestView} view
   * @param {number} now
   */
  function when({ schedule, progress, createdAt }, now) {
    if (progress.kind === 'closed') return times.moment(progress.closedAt, now);
    if (progress.kind === 'expired') return times.moment(progress.expiredAt, now);
    return schedule === null ? times.moment(createdAt, now) : times.appointment(schedule);
  }

  SR.share('requestsView', { requestsView });
})();
