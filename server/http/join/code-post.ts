import type { Request } from 'express';
import { z } from 'zod';
import { type PageLanguage, pageLanguage } from '../../pages/page-language.ts';
import { pressOf } from '../press.ts';
import { type Reply, seeOther } from '../reply.ts';
import type { JoinDeps } from './join-deps.ts';
import type { JoinPages } from './join-page.ts';

const form = z.object({ code: z.string().max(200).catch('') });

/** A code was typed at `/join`: to the page behind it. The code alone shows and does no more than the link would. */
export async function codePost(deps: JoinDeps, pages: JoinPages, request: Request): Promise<Reply> {
  const language = pageLanguage(request);
  if (pressOf(request, deps.publicUrl) === 'foreign') return pages.plain('bad-form', language, 403);
  const { code } = form.catch({ code: '' }).parse(request.body);
  const answer = await deps.codes.read(code, request.ip ?? '');
  const again = (status: number, problem: string): Reply => explain(pages, language, status, problem, code);
  const { texts } = language;
  switch (answer.kind) {
    case 'unreadable':
      return again(422, texts.t('join.code.missing'));
    case 'wait':
      return again(
        429,
        texts.t('join.code.tooMany', { duration: texts.duration(answer.againAt - deps.core.clock.now()) }),
      );
    case 'wrong':
      return again(404, texts.t('join.code.wrong'));
    case 'found': {
      const { pathname } = new URL(deps.links.joinUrl(answer.link));
      return seeOther(pathname + language.query);
    }
    default:
      return answer satisfies never;
  }
}

/** The page for those who come without a link: what this is, and where to type a code. */
export function explain(
  pages: JoinPages,
  language: PageLanguage,
  status: number,
  problem: string | null,
  typed = '',
): Reply {
  return pages.plain('explain', language, status, { problem, typed: typed.slice(0, 60) });
}
