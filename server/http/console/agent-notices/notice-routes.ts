import { Router } from 'express';
import type { Door } from '../console-door.ts';
import { neverAlonePage, neverAlonePost, neverAloneTestPost } from '../connectors/never-alone-page.ts';
import { noticesLive } from './notices-live.ts';
import { noticesPage } from './notices-page.ts';
import {
  awayPost,
  backPost,
  chatPost,
  chatRemovePost,
  chatTestPost,
  mailTestPost,
  noticesPost,
} from './notices-posts.ts';

/** How people who work on requests hear of them, and who is called when nobody comes. */
export function noticeRoutes(door: Door): Router {
  const router = Router();
  router.get('/account/notices', door.signedIn(noticesPage));
  router.get('/account/notices/live', door.signedIn(noticesLive));
  router.post('/account/notices', door.signedIn(noticesPost));
  router.post('/account/notices/chat', door.signedIn(chatPost));
  router.post('/account/notices/chat/test', door.signedIn(chatTestPost));
  router.post('/account/notices/chat/remove', door.signedIn(chatRemovePost));
  router.post('/account/notices/mail/test', door.signedIn(mailTestPost));
  router.post('/account/notices/away', door.signedIn(awayPost));
  router.post('/account/notices/back', door.signedIn(backPost));
  router.get('/connectors/:connectorId/never-alone', door.admin(neverAlonePage));
  router.post('/connectors/:connectorId/never-alone', door.admin(neverAlonePost));
  router.post('/connectors/:connectorId/never-alone/test', door.admin(neverAloneTestPost));
  return router;
}
