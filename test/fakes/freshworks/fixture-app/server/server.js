const { nameOf } = require('./lib/names');

// The platform looks for this very text.
// oxlint-disable-next-line node/no-exports-assign
exports = {
  onInstall(args) {
    if (args.iparams.secret === 'throws') throw new Error('the handler fell over');
    if (args.iparams.secret === 'silent') return;
    $request
      .invokeTemplate('save', { body: JSON.stringify({ event: args.event, domain: args.domain }) })
      .then(() => renderData())
      .catch((answer) => renderData({ message: `The server answered ${answer.status}.` }));
  },
  onUninstall() {
    renderData();
  },
  onTicket(args) {
    if (args.data.changes.priority) renderData();
    $request.invokeTemplate('hello', { context: { name: nameOf(args) } }).catch(() => undefined);
  },
  onConversation(args) {
    $db
      .set(
        `seen-${args.data.conversation.id}`,
        { source: args.data.conversation.source },
        { setIf: 'not_exist', ttl: 60 },
      )
      .then(() => $request.invokeTemplate('hello', { context: { name: 'conversation' } }))
      .catch(() => undefined);
  },
  onScheduled(args) {
    return $request.invokeTemplate('hello', { context: { name: args.data.what } });
  },
  double(args) {
    if (args.number === 0) return renderData({ message: 'nothing to double' });
    if (args.number === 1) {
      return $schedule
        .create({ name: 'later', data: { what: 'planned' }, schedule_at: '2099-01-01T00:00:00.000Z' })
        .then(() => renderData(null, { planned: true }));
    }
    return renderData(null, {
      doubled: args.number * 2,
      world: [typeof process, typeof Buffer, typeof setTimeout, typeof fetch].join(' '),
    });
  },
  silent() {},
  async twice() {
    await $db.set('some', { thing: 1 });
    renderData(null, { first: true });
  },
};
