import { gql, graphql } from 'lightning/graphql';
import { element } from './element';
import { richText } from './rich-text';
import { t } from './texts';

const FEED = gql`
  query feedOfCase($caseId: ID) {
    uiapi {
      query {
        posts: FeedItem(where: { ParentId: { eq: $caseId } }, orderBy: { CreatedDate: { order: DESC } }, first: 50) {
          edges {
            node {
              Id
              Body {
                value
              }
              IsRichText {
                value
              }
              Visibility {
                value
              }
              CreatedDate {
                value
              }
              CreatedBy {
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
/** The real page learns of new posts when it is loaded again; here somebody watches a whole journey in it. */
const LOOK_MS = 2000;

/** The case's feed, newest first, in an element that keeps itself up to date. */
export function feedOf(caseId) {
  const posts = element('ul', { class: 'feed', id: 'feed' });
  let look = () => Promise.resolve();
  const question = new graphql(({ data, refresh }) => {
    look = refresh ?? look;
    const edges = data?.uiapi.query.posts.edges;
    if (edges === undefined) return;
    const shown = edges.map(({ node }) => post(node));
    posts.replaceChildren(...(shown.length > 0 ? shown : [element('li', { class: 'none' }, t('nothing'))]));
  });
  question.connect();
  question.update({ query: FEED, variables: { caseId } });
  setInterval(() => {
    if (document.visibilityState === 'visible') void look();
  }, LOOK_MS);
  return { posts, look: () => look() };
}

function post({ Body, IsRichText, Visibility, CreatedDate, CreatedBy }) {
  const { lang, timeZone } = globalThis.lightningSession;
  const at = new Date(CreatedDate.value);
  const shown = at.toLocaleString(lang, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const seen = t(Visibility.value === 'AllUsers' ? 'customers' : 'internal');
  return element(
    'li',
    {},
    element(
      'p',
      { class: 'by' },
      element('b', {}, CreatedBy?.Name.value ?? ''),
      ' · ',
      element('time', { datetime: CreatedDate.value }, shown),
      ` · ${seen}`,
    ),
    element('div', { class: 'body' }, IsRichText.value === true ? richText(Body.value ?? '') : (Body.value ?? '')),
  );
}
