import { gql } from 'lightning/graphql';
import { element } from './element';
import { read } from './read';
import { t } from './texts';

const CASES = gql`
  query casesOfPerson {
    uiapi {
      query {
        cases: Case(orderBy: { CaseNumber: { order: ASC } }, first: 50) {
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
              Contact @optional {
                Name {
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

/** The cases that this person sees, as far as the fields go that everybody may read. */
export async function listCases() {
  document.title = t('cases');
  const { cases } = await read(CASES, {});
  const cell = (field) => element('td', {}, field?.value ?? '');
  const rows = cases.edges.map(({ node }) => {
    const link = element('a', { href: `cases/${node.Id}${location.search}` }, node.CaseNumber.value);
    return element('tr', {}, element('td', {}, link), ...[node.Subject, node.Contact?.Name, node.Status].map(cell));
  });
  const titles = ['number', 'subject', 'contact', 'status'].map((key) => element('th', { scope: 'col' }, t(key)));
  const table = element('table', {}, element('thead', {}, element('tr', {}, ...titles)), element('tbody', {}, ...rows));
  return element('section', { class: 'card list' }, element('h1', {}, t('cases')), table);
}
