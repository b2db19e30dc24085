import { gql } from 'lightning/graphql';
import { refreshView } from 'lightning/refresh';
import { listCases } from './case-list';
import { element } from './element';
import { feedOf } from './feed';
import { openAction } from './quick-action';
import { read } from './read';
import { t } from './texts';

const CASE = gql`
  query caseOfPage($caseId: ID) {
    uiapi {
      query {
        cases: Case(where: { Id: { eq: $caseId } }, first: 1) {
          edges {
            node {
              Id
              CaseNumber {
                value
              }
              Subject {
                value
              }
              Status {
                value
              }
              Priority {
                value
              }
              Origin {
                value
              }
              Owner @optional {
                Name {
                  value
                }
              }
              Contact @optional {
                Name {
                  value
                }
                Email @optional {
                  value
                }
                Phone @optional {
                  value
                }
                MobilePhone @optional {
                  value
                }
              }
            }
          }
        }
      }
    }
  }
`;

/** Draws the page and places on it what an admin may place. */
export async function openCasePage(createElement, components) {
  const { caseId } = globalThis.lightningSession;
  const main = document.querySelector('main');
  try {
    if (caseId === null) main.replaceChildren(await listCases());
    else await showCase(main, caseId, { createElement, components });
  } catch {
    main.replaceChildren(element('p', { role: 'alert', class: 'wrong' }, t('away')));
  }
}

async function showCase(main, caseId, { createElement, components }) {
  const query = await read(CASE, { caseId });
  const found = query.cases.edges[0]?.node;
  const place = (component, more = {}) => {
    const made = createElement(`c-${kebab(component.name)}`, { is: component.constructor });
    return Object.assign(made, component.defaults, { recordId: caseId }, more);
  };
  const feed = feedOf(caseId);
  const look = () => Promise.all([refreshView(), feed.look(), renew(caseId)]);
  const on = (target) => components.filter(({ targets }) => targets.includes(target));
  const actions = on('lightning__RecordAction').map((one) => actionButton(one, () => openAction(one, place(one))));
  main.replaceChildren(
    heading(found, [...actions, button(t('refresh'), look)]),
    element(
      'div',
      { class: 'columns' },
      section(t('details'), 'details', found === undefined ? element('p', {}, t('hidden')) : facts(found)),
      section(t('feed'), 'feed-box', feed.posts),
      element('aside', { id: 'sidebar' }, ...on('lightning__RecordPage').map((one) => place(one))),
    ),
  );
  addEventListener('lightning-records', ({ detail }) => {
    if (detail.includes(caseId)) void renew(caseId);
  });
}

/** What stands on the case, read again. */
async function renew(caseId) {
  const query = await read(CASE, { caseId }).catch(() => null);
  const found = query?.cases.edges[0]?.node;
  if (found !== undefined) document.getElementById('facts')?.replaceWith(facts(found));
}

function heading(found, actions) {
  const number = found?.CaseNumber.value ?? '';
  document.title = found === undefined ? t('case') : `${number} · ${found.Subject.value ?? ''}`;
  return element(
    'header',
    { class: 'highlights' },
    element(
      'div',
      {},
      element('p', { class: 'kind' }, t('case_of', { number })),
      element('h1', {}, found?.Subject.value ?? t('case')),
    ),
    element('div', { class: 'actions' }, ...actions),
  );
}

function actionButton({ label }, press) {
  const made = button(label.replace(/ Action$/, ''), press);
  made.classList.add('slds-button_brand');
  return made;
}

function button(label, press) {
  const made = element('button', { type: 'button', class: 'slds-button slds-button_neutral' }, label);
  made.addEventListener('click', press);
  return made;
}

function section(title, id, inside) {
  return element('section', { class: 'card', id }, element('h2', {}, title), inside);
}

function facts({ CaseNumber, Status, Priority, Origin, Owner, Contact }) {
  const rows = [
    ['number', CaseNumber],
    ['status', Status],
    ['priority', Priority],
    ['origin', Origin],
    ['owner', Owner?.Name],
    ['contact', Contact?.Name],
    ['email', Contact?.Email],
    ['phone', Contact?.Phone],
    ['mobile', Contact?.MobilePhone],
  ];
  const shown = rows.filter(([, field]) => field?.value);
  const inside = shown.flatMap(([key, { value }]) => [element('dt', {}, t(key)), element('dd', {}, value)]);
  return element('dl', { id: 'facts' }, ...inside);
}

function kebab(name) {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
