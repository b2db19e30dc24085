const at = (id) => document.getElementById(id);

await start();

async function start() {
  const answer = await fetch('/demo/desk');
  if (!answer.ok) throw new Error('the demo desk is not there');
  const desk = await answer.json();
  at('mailbox').href = desk.mailboxUrl;
  at('device').href = desk.deviceUrl;
  at('who').append('You are ', ...desk.agents.map((agent) => agentButton(agent, desk.me)));
  if (desk.me === null) enter();
  else show(desk.me, desk.firstTicket);
}

/** Signs this browser in as the agent: in the help desk, and on our own pages. */
function agentButton({ key, name }, me) {
  const button = element('button', { type: 'submit', name: 'agent', value: key });
  if (me?.key === key) button.setAttribute('aria-pressed', 'true');
  button.textContent = name;
  return button;
}

function enter() {
  const sentence = element('p', { class: 'wait' });
  sentence.textContent = 'Choose at the top who you are: one press, no password.';
  at('desk').replaceChildren(sentence);
}

function show({ deskUrl }, firstTicket) {
  const wished = new URLSearchParams(location.search).get('ticket') ?? '';
  const ticket = /^\d{1,9}$/.test(wished) ? wished : String(firstTicket);
  at('guide').open = false;
  at('desk').replaceChildren(
    element('iframe', { src: `${deskUrl}/tickets/${ticket}`, title: 'The pretended help desk', class: 'desk' }),
  );
}

function element(name, attributes) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
