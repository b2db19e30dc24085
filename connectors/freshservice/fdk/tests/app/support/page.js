const { settle } = require('./pretend-platform.js');

const main = () => document.getElementById('main');
const text = () => main().textContent.replace(/\s+/g, ' ');
const said = () => document.getElementById('said').textContent;

/** The control with this text; throws when there is none. */
function control(label, root = main()) {
  const found = [...root.querySelectorAll('button, a, summary')].find((one) =>
    one.textContent.trim().startsWith(label),
  );
  if (found === undefined) throw new Error(`There is no "${label}" in: ${root.textContent}`);
  return found;
}

const has = (label) =>
  [...main().querySelectorAll('button, a, summary')].some((one) => one.textContent.trim().startsWith(label));

async function press(label, root = main()) {
  control(label, root).click();
  await settle();
}

/** Fills in and sends the form that has this field. */
async function send(form, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (field === null) throw new Error(`There is no field ${name}`);
    if (field.type === 'checkbox') field.checked = value;
    else field.value = value;
  }
  form.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await settle();
}

function formWith(name) {
  const field = main().querySelector(`form [name="${name}"]`);
  if (field === null) throw new Error(`There is no form with ${name}`);
  return field.form;
}

/** Opens a folded part as a person does, and waits until the page has heard of it. */
async function unfold(label) {
  const part = control(label).parentElement;
  const heard = new Promise((resolve) => part.addEventListener('toggle', resolve, { once: true }));
  part.open = !part.open;
  await heard;
  await settle();
  return part;
}

module.exports = { main, text, said, control, has, press, send, formWith, unfold };
