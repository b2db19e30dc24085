import type { PageLanguage } from '../../pages/page-language.ts';
import { qrPicture } from '../../qr-picture.ts';
import type { Reply } from '../reply.ts';
import type { JoinDeps } from './join-deps.ts';
import type { JoinPages } from './join-page.ts';
import type { Opened } from './open-link.ts';

type MadeCode = { readonly code: string; readonly expiresAt: number };

/** The way to the computer that has the problem: a picture to scan from it, or a short code to type there. */
export async function handOver(
  deps: Pick<JoinDeps, 'links' | 'publicUrl'>,
  pages: JoinPages,
  opened: Opened,
  language: PageLanguage,
  made: MadeCode | null,
): Promise<Reply> {
  return pages.aside('hand-over', opened, language, {
    qr: await qrPicture(deps.links.joinUrl(opened.request)),
    code: made?.code ?? null,
    until: made?.expiresAt ?? null,
    address: `${new URL(deps.publicUrl).host}/join`,
  });
}
