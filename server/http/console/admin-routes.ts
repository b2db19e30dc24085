import { Router } from 'express';
import { appRevokePost, appSecretPost } from './connectors/app-sign-in.ts';
import { auditCheckPost, auditPage } from './audit-page.ts';
import { clientTestPage } from './connectors/client-test-page.ts';
import { connectorPage } from './connectors/connector-page.ts';
import {
  connectorKeyPost,
  connectorRemovePost,
  connectorRevokePost,
  connectorSecretPost,
  connectorSettingsPost,
  connectorTestPost,
} from './connectors/connector-posts.ts';
import { connectorsPage, newConnectorPage, newConnectorPost } from './connectors/connectors-page.ts';
import type { Door } from './console-door.ts';
import { deliveriesPage, resendAllPost, resendPost } from './deliveries-page.ts';
import { mailPage, mailPost, mailRemovePost, mailReportsPost, mailTestPost } from './mail-page.ts';
import {
  agentSignInPage,
  agentSignInPost,
  agentSignInRemovePost,
  agentSignInTestPost,
} from './connectors/orgs/agent-sign-in-page.ts';
import { nextWayPost, smsPage, smsPost, smsRemovePost } from './sms/sms-page.ts';
import { smsTestPost } from './sms/sms-test-post.ts';
import { newOrgPage, newOrgPost } from './connectors/orgs/new-org-page.ts';
import { orgCredentialsPost, orgSettingsPost } from './connectors/orgs/org-posts.ts';
import { invitePost, peoplePage } from './people/people-page.ts';
import {
  disablePost,
  enablePost,
  handBackPost,
  passwordLinkPost,
  personPage,
  rolePost,
  unlinkPost,
} from './people/person-page.ts';
import { providerPage, providerPost, providerRemovePost, providerTestPost } from './people/provider-page.ts';
import { erasurePage } from './privacy/erasure-page.ts';
import { exportHtmlPost, exportJsonPost } from './privacy/export-posts.ts';
import { erasePost, personPost } from './privacy/person-posts.ts';
import { privacyPage, retentionPost, retentionTryPost } from './privacy/privacy-page.ts';
import { queueAddPost, queueChangePost, queuePage, queueRemovePost, queuesPage } from './people/queue-pages.ts';
import {
  remoteAccountAddPost,
  remoteAccountChangePost,
  remoteAccountPage,
  remoteAccountRemovePost,
  remoteAccountsPage,
  remoteAccountTestPost,
} from './sessions/accounts-page.ts';
import {
  webhookAddPost,
  webhookDisablePost,
  webhookEnablePost,
  webhookRemovePost,
  webhookRotatePost,
  webhooksPage,
  webhookTestPost,
} from './webhook-pages.ts';
import { timesPage, timesPost, timesTestPost } from './connectors/times-page.ts';

/** What only admins see and do. */
export function adminRoutes(door: Door): Router {
  const router = Router();
  const look = (path: string, handler: Parameters<Door['admin']>[0]) => router.get(path, door.admin(handler));
  const press = (path: string, handler: Parameters<Door['admin']>[0]) => router.post(path, door.admin(handler));

  look('/people', peoplePage);
  press('/people', invitePost);
  look('/people/:personId', personPage);
  press('/people/:personId/role', rolePost);
  press('/people/:personId/disable', disablePost);
  press('/people/:personId/enable', enablePost);
  press('/people/:personId/hand-back', handBackPost);
  press('/people/:personId/password-link', passwordLinkPost);
  press('/people/:personId/unlink', unlinkPost);

  look('/queues', queuesPage);
  press('/queues', queueAddPost);
  look('/queues/:queueId', queuePage);
  press('/queues/:queueId', queueChangePost);
  press('/queues/:queueId/remove', queueRemovePost);

  look('/connectors', connectorsPage);
  look('/connectors/new', newConnectorPage);
  press('/connectors/new', newConnectorPost);
  look('/connectors/new-org', newOrgPage);
  press('/connectors/new-org', newOrgPost);
  look('/connectors/:connectorId', connectorPage);
  press('/connectors/:connectorId/test', connectorTestPost);
  press('/connectors/:connectorId/key', connectorKeyPost);
  press('/connectors/:connectorId/settings', connectorSettingsPost);
  press('/connectors/:connectorId/credentials', orgCredentialsPost);
  press('/connectors/:connectorId/org-settings', orgSettingsPost);
  press('/connectors/:connectorId/secrets', connectorSecretPost);
  press('/connectors/:connectorId/secrets/:secretId/revoke', connectorRevokePost);
  press('/connectors/:connectorId/app-sign-in/secrets', appSecretPost);
  press('/connectors/:connectorId/app-sign-in/agents/:personId/revoke', appRevokePost);
  look('/connectors/:connectorId/agent-sign-in', agentSignInPage);
  press('/connectors/:connectorId/agent-sign-in', agentSignInPost);
  press('/connectors/:connectorId/agent-sign-in/test', agentSignInTestPost);
  press('/connectors/:connectorId/agent-sign-in/remove', agentSignInRemovePost);
  look('/connectors/:connectorId/client-test', clientTestPage);
  look('/connectors/:connectorId/times', timesPage);
  press('/connectors/:connectorId/times', timesPost);
  press('/connectors/:connectorId/times/test', timesTestPost);
  press('/connectors/:connectorId/remove', connectorRemovePost);

  look('/anydesk', remoteAccountsPage);
  press('/anydesk', remoteAccountAddPost);
  look('/anydesk/:accountId', remoteAccountPage);
  press('/anydesk/:accountId', remoteAccountChangePost);
  press('/anydesk/:accountId/test', remoteAccountTestPost);
  press('/anydesk/:accountId/remove', remoteAccountRemovePost);

  look('/mail', mailPage);
  press('/mail', mailPost);
  press('/mail/test', mailTestPost);
  press('/mail/remove', mailRemovePost);
  press('/mail/reports', mailReportsPost);

  look('/sms', smsPage);
  press('/sms', smsPost);
  press('/sms/test', smsTestPost);
  press('/sms/next-way', nextWayPost);
  press('/sms/remove', smsRemovePost);

  look('/sign-in-provider', providerPage);
  press('/sign-in-provider', providerPost);
  press('/sign-in-provider/test', providerTestPost);
  press('/sign-in-provider/remove', providerRemovePost);

  look('/webhooks', webhooksPage);
  press('/webhooks', webhookAddPost);
  press('/webhooks/:webhookId/test', webhookTestPost);
  press('/webhooks/:webhookId/rotate', webhookRotatePost);
  press('/webhooks/:webhookId/enable', webhookEnablePost);
  press('/webhooks/:webhookId/disable', webhookDisablePost);
  press('/webhooks/:webhookId/remove', webhookRemovePost);

  look('/deliveries', deliveriesPage);
  press('/deliveries/resend-all', resendAllPost);
  press('/deliveries/:deliveryId/resend', resendPost);

  look('/audit', auditPage);
  press('/audit/check', auditCheckPost);

  look('/privacy', privacyPage);
  press('/privacy/person', personPost);
  press('/privacy/export/json', exportJsonPost);
  press('/privacy/export/html', exportHtmlPost);
  press('/privacy/erase', erasePost);
  look('/privacy/erasures/:erasureId', erasurePage);
  press('/privacy/retention', retentionPost);
  press('/privacy/retention/try', retentionTryPost);
  return router;
}
