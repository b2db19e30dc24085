import { type Request, Router, urlencoded } from 'express';
import { pageLanguage } from '../../../pages/page-language.ts';
import { nothing, type Reply, replying, seeOther } from '../../reply.ts';
import type { JoinDeps } from '../join-deps.ts';
import { joinLanguage } from '../join-language.ts';
import { openLink } from '../open-link.ts';
import { calendarReply } from './calendar-reply.ts';
import type { PressTools } from '../person-press.ts';
import { movePost } from './move-post.ts';
import { timePage } from './time-pages.ts';

const tokenOf = (request: Request): string => String(request.params['token']);
const home = (request: Request): Reply => seeOther(`/join/${encodeURIComponent(tokenOf(request))}`);

/** The appointment's own addresses below `/join/<token>`: another time, and the calendar file. Looking at them changes nothing. */
export function timeRoutes(deps: JoinDeps, tools: PressTools): Router {
  const router = Router();
  router.get(
    '/join/:token/time',
    replying(async (request: Request) => {
      const opened = await openLink(deps, tokenOf(request));
      if (opened === null) return tools.pages.plain('unknown', pageLanguage(request), 404);
      const { at, start, zone } = request.query;
      const language = joinLanguage(request, opened);
      return (await timePage(deps, tools.pages, opened, language, { at, start, zone })) ?? home(request);
    }),
  );
  router.get(
    '/join/:token/time/done',
    replying(async (request: Request) => {
      const opened = await openLink(deps, tokenOf(request));
      if (opened === null) return tools.pages.plain('unknown', pageLanguage(request), 404);
      const { schedule } = opened.request;
      if (opened.request.status !== 'Open' || schedule === null) return home(request);
      return tools.pages.aside('move-done', opened, joinLanguage(request, opened), { startAt: schedule.startAt });
    }),
  );
  router.get(
    '/join/:token/session.ics',
    replying(async (request: Request) => {
      const opened = await openLink(deps, tokenOf(request));
      if (opened === null) return nothing(404);
      return (await calendarReply(deps, opened, joinLanguage(request, opened).texts)) ?? home(request);
    }),
  );
  router.post(
    '/join/:token/move',
    urlencoded({ extended: false, limit: '2kb', parameterLimit: 8 }),
    replying((request: Request) => movePost(deps, tools, request)),
  );
  return router;
}
