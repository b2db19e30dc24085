import type { ChatKind } from './chat-address.ts';

export type ChatNews = { readonly text: string; readonly link: { readonly text: string; readonly url: string } };

/** The body that an incoming webhook takes. Nothing in the text is read as markup, a mention or a link. */
export function chatMessage(kind: ChatKind, news: ChatNews): string {
  switch (kind) {
    case 'slack':
      return JSON.stringify(slackMessage(news));
    case 'teams':
      return JSON.stringify(teamsMessage(news));
    default:
      return kind satisfies never;
  }
}

/**
 * `plain_text` knows no markup; `text` is what the phone's own notice shows, and it does. The link is no button: Slack shows a warning
 * beside one whose app has nobody to tell of the press.
 */
function slackMessage({ text, link }: ChatNews): object {
  return {
    text: escapeSlack(text),
    unfurl_links: false,
    blocks: [
      { type: 'section', text: { type: 'plain_text', text, emoji: false } },
      { type: 'section', text: { type: 'mrkdwn', text: `<${escapeSlack(link.url)}|${escapeSlack(link.text)}>` } },
    ],
  };
}

function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A text block reads a little Markdown; a text run reads none. */
function teamsMessage({ text, link }: ChatNews): object {
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text }] }],
    actions: [{ type: 'Action.OpenUrl', title: link.text, url: link.url }],
  };
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content };
  return { type: 'message', attachments: [attachment] };
}
