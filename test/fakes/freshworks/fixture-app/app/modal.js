const say = (value) => {
  document.getElementById('said').textContent += `${value}\n`;
};
const attempt = (work) => {
  try {
    work();
  } catch (error) {
    say(error.message);
  }
};

async function start() {
  const client = await app.initialized();
  attempt(() => client.events.on('app.activated', () => undefined));
  attempt(() => client.interface.trigger('showNotify', { message: 'x' }));
  const { modalData } = await client.instance.context();
  say(`from ${modalData.from}`);
  const done = async () => {
    await client.instance.send({ message: { done: true } });
    await client.instance.close();
  };
  document.getElementById('done').addEventListener('click', () => void done());
}

start().catch(say);
