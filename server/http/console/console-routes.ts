import express, { Router } from 'express';
import { seeOther } from '../reply.ts';
import { HOME } from '../../sign-in/return-path.ts';
import { accountPage, passwordPost, preferencesPost } from './people/account-page.ts';
import { adminRoutes } from './admin-routes.ts';
import { noticeRoutes } from './agent-notices/notice-routes.ts';
import { createDoor } from './console-door.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { firstAdminPage, firstAdminPost, setPasswordPage, setPasswordPost } from './people/entrance-pages.ts';
import { newRequestPage, newRequestPost } from './requests/new-request-page.ts';
import { providerCallback, providerStart } from './people/provider-sign-in.ts';
import { ownAppRevokePost } from './connectors/own-apps.ts';
import { requestListPage } from './requests/request-list-page.ts';
import { requestLive } from './requests/request-live.ts';
import { ledgerExport } from './requests/consent-ledger.ts';
import { requestPage } from './requests/request-page.ts';
import { shareCodePost, sharePage } from './requests/share-page.ts';
import { requestPost } from './requests/request-post.ts';
import { attachPost, dismissPost, unmatchedPage } from './sessions/unmatched-page.ts';
import { devicesPost } from './sessions/own-devices.ts';
import { notFound } from './visit.ts';
import { signInPage, signInPost, signOutPost } from './people/sign-in-page.ts';

const MOST_BYTES = '64kb';

/** Every page of the console, below `/console`. */
export function consoleRoutes(deps: ConsoleDeps): Router {
  const door = createDoor(deps);
  const router = Router();
  router.use('/console', express.urlencoded({ extended: false, limit: MOST_BYTES, parameterLimit: 1000 }));

  router.get(
    '/console',
    door.signedIn(async () => seeOther(HOME)),
  );
  router.get('/console/sign-in', door.anybody(signInPage));
  router.post('/console/sign-in', door.anybody(signInPost));
  router.get('/console/sign-in/oidc', door.anybody(providerStart));
  router.get('/console/sign-in/oidc/callback', door.anybody(providerCallback));
  router.post('/console/sign-out', door.anybody(signOutPost));
  router.get('/console/first-admin/:token', door.anybody(firstAdminPage));
  router.post('/console/first-admin/:token', door.anybody(firstAdminPost));
  router.get('/console/set-password/:token', door.anybody(setPasswordPage));
  router.post('/console/set-password/:token', door.anybody(setPasswordPost));

  router.get('/console/account', door.signedIn(accountPage));
  router.post('/console/account/preferences', door.signedIn(preferencesPost));
  router.post('/console/account/devices', door.signedIn(devicesPost));
  router.post('/console/account/password', door.signedIn(passwordPost));
  router.post('/console/account/apps/:installationId/revoke', door.signedIn(ownAppRevokePost));

  router.get('/console/requests', door.signedIn(requestListPage));
  router.get('/console/requests/new', door.signedIn(newRequestPage));
  router.post('/console/requests/new', door.signedIn(newRequestPost));
  router.get('/console/requests/:requestId', door.signedIn(requestPage));
  router.get('/console/requests/:requestId/live', door.signedIn(requestLive));
  router.get('/console/requests/:requestId/consents', door.signedIn(ledgerExport));
  router.get('/console/requests/:requestId/share', door.signedIn(sharePage));
  router.post('/console/requests/:requestId/share/code', door.signedIn(shareCodePost));
  router.post('/console/requests/:requestId/:action', door.signedIn(requestPost));
  router.get('/console/sessions', door.signedIn(unmatchedPage));
  router.post('/console/sessions/:accountId/:sessionId/attach', door.signedIn(attachPost));
  router.post('/console/sessions/:accountId/:sessionId/dismiss', door.signedIn(dismissPost));
  router.use('/console', noticeRoutes(door));
  router.use('/console', adminRoutes(door));
  router.use(
    '/console',
    door.signedIn(async () => {
      throw notFound();
    }),
  );
  return router;
}
