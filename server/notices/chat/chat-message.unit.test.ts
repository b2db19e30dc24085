import { describe, expect, it } from '@jest/globals';
import { chatMessage } from './chat-message.ts';

const HOSTILE = '<!channel> <https://evil.example|press> & [press](https://evil.example) **May**';
const news = { text: HOSTILE, link: { text: 'Open', url: 'https://support.example/connect/1' } };

describe('a hostile name in a chat', () => {
  it('calls nobody and links nowhere in Slack', () => {
    const message = JSON.parse(chatMessage('slack', news)) as { text: string; blocks: { text?: { type: string } }[] };
    expect(message.text).not.toMatch(/[<>]/);
    expect(message.blocks[0]?.text?.type).toBe('plain_text');
  });

  it('is followed by a link in Slack, not by a button, which would need an app that hears of the press', () => {
    const { blocks } = JSON.parse(chatMessage('slack', { ...news, link: { text: 'A > B', url: news.link.url } })) as {
      blocks: unknown[];
    };
    expect(blocks.slice(1)).toEqual([
      { type: 'section', text: { type: 'mrkdwn', text: '<https://support.example/connect/1|A &gt; B>' } },
    ]);
  });

  it('is a run of plain text in Teams', () => {
    const [attachment] = (JSON.parse(chatMessage('teams', news)) as { attachments: { content: { body: unknown } }[] })
      .attachments;
    expect(attachment?.content.body).toEqual([
      { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: HOSTILE }] },
    ]);
  });
});
