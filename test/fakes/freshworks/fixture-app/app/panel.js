const say = (value) => {
  document.getElementById('said').textContent += `${typeof value === 'string' ? value : JSON.stringify(value)}\n`;
};
const press = (id, work) => document.getElementById(id).addEventListener('click', () => work().then(say, say));

async function start() {
  const client = await app.initialized();
  const { trigger } = client.interface;
  client.instance.receive((event) => say(event.helper.getData()));
  client.events.on('app.activated', () => say('activated'));
  client.events.on('ticket.propertiesUpdated', () => say('ticket changed'));
  press('call', () => client.request.invokeTemplate('mine', {}));
  press('ask', () =>
    trigger('showConfirm', { title: 'Sure?', message: 'Really?', saveLabel: 'Yes', cancelLabel: 'No' }),
  );
  press('modal', () =>
    trigger('showModal', { title: 'A page above', template: 'modal.html', data: { from: 'panel' } }),
  );
  press('notify', () => trigger('showNotify', { type: 'success', message: 'It went well' }));
  press('long', () => trigger('showConfirm', { title: 'x'.repeat(31), message: 'Really?' }));
  press('go', () => trigger('click', { id: 'ticket', value: 1044 }));
  await tellWhoAndWhere(client);
  say(await client.iparams.get());
  await client.instance.resize({ height: '650px' });
}

async function tellWhoAndWhere(client) {
  const { loggedInUser } = await client.data.get('loggedInUser');
  say(`user ${loggedInUser.user.name}`);
  try {
    const [{ ticket }, { requester }] = await Promise.all([client.data.get('ticket'), client.data.get('requester')]);
    say(`ticket ${ticket.id} ${requester.name}`);
  } catch (error) {
    say(`no ticket: ${error.message}`);
  }
}

start().catch(say);
