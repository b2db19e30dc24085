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

  it('is a run of plain text in Teams', () => {
    const [attachment] = (JSON.parse(chatMessage('teams', news)) as { attachments: { content: { body: unknown } }[] })
      .attachments;
    expect(attachment?.content.body).toEqual([
      { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: HOSTILE }] },
    ]);
  });
});
