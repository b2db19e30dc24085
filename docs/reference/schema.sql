-- Generated from server/storage/migrations. Not read by the server.

CREATE TABLE agent_link (
  installation_id text not null,
  person_id text not null references person (id) on delete cascade,
  agent_id text not null,
  agent_name text not null,
  confirmed_at bigint not null,
  constraint agent_link_pk primary key (installation_id, person_id)
) without rowid;

CREATE UNIQUE INDEX agent_link_agent on agent_link (installation_id, agent_id);

CREATE INDEX agent_link_person on agent_link (person_id);

CREATE TABLE agent_notice (
  person_id text primary key,
  choice text,
  sealed_chat text,
  chat_host text,
  chat_trouble text,
  away_since bigint
) without rowid;

CREATE TABLE agent_scope (
  installation_id text not null,
  agent_id text not null,
  scope text not null,
  seen_at bigint not null,
  constraint agent_scope_key primary key (installation_id, agent_id)
) without rowid;

CREATE TABLE agent_seen (
  person_id text primary key,
  seen_at bigint not null
) without rowid;

CREATE TABLE app_install (
  installation_id text primary key,
  version text not null,
  protocol integer not null,
  account_id text,
  domain text,
  region text,
  installed_at bigint not null,
  updated_at bigint not null,
  last_event_at bigint,
  uninstalled_at bigint
);

CREATE TABLE audit (
  id integer primary key autoincrement,
  at bigint not null,
  actor text not null,
  action text not null,
  installation_id text,
  request_id text,
  detail text not null,
  seal_seq bigint,
  hash text,
  salt text,
  veil text
);

CREATE INDEX audit_request on audit (request_id, id);

CREATE UNIQUE INDEX audit_seal on audit (seal_seq);

CREATE INDEX audit_unsealed on audit (id) where seal_seq is null;

CREATE TABLE browser_notice (
  position integer primary key autoincrement,
  id text not null unique,
  person_id text not null,
  request_id text not null,
  title text not null,
  body text not null,
  language text not null,
  at bigint not null
);

CREATE INDEX browser_notice_at on browser_notice (at);

CREATE INDEX browser_notice_of on browser_notice (person_id, position);

CREATE TABLE command (
  scope text not null,
  id text not null,
  body_hash text not null,
  answer text not null,
  at bigint not null,
  constraint command_pk primary key (scope, id)
) without rowid;

CREATE INDEX command_at on command (at);

CREATE TABLE counter (
  name text not null primary key,
  value bigint not null
) without rowid;

CREATE TABLE delivery (
  position integer primary key autoincrement,
  id text not null unique,
  kind text not null,
  installation_id text not null,
  request_id text not null,
  channel text not null,
  lane text not null,
  state text not null,
  attempts integer not null,
  not_before bigint not null,
  attempt_id text,
  attempting_since bigint,
  payload text not null,
  merge_key text,
  remote_id text,
  reason text,
  created_at bigint not null,
  updated_at bigint not null,
  done_at bigint,
  turn integer,
  ambiguous integer default 0 not null,
  give_up_at bigint,
  sweep_at bigint
);

CREATE INDEX delivery_attempting on delivery (channel, position) where turn = 2;

CREATE INDEX delivery_fresh on delivery (channel, not_before, position) where turn is null;

CREATE INDEX delivery_head on delivery (channel, not_before, position) where turn = 1;

CREATE INDEX delivery_merge on delivery (merge_key) where merge_key is not null and state = 'pending' and attempts = 0;

CREATE INDEX delivery_parked on delivery (channel, position) where state = 'parked';

CREATE INDEX delivery_placed on delivery (lane, position) where turn >= 0;

CREATE INDEX delivery_request on delivery (request_id, position);

CREATE INDEX delivery_state on delivery (state, position);

CREATE INDEX delivery_sweep on delivery (sweep_at, position) where sweep_at is not null;

CREATE INDEX delivery_troubled on delivery (request_id, position) where state in ('parked', 'unknown') or (state = 'pending' and attempts > 0);

CREATE TABLE delivery_channel (
  channel text not null primary key,
  paused_at bigint not null,
  paused_until bigint not null,
  reason text not null
) without rowid;

CREATE TABLE erasure (
  id text primary key,
  pseudonym text not null,
  sealed_subject text,
  subject_hash text,
  started_by text not null,
  started_at bigint not null,
  done_at bigint,
  counts text not null,
  trouble text
);

CREATE UNIQUE INDEX erasure_subject on erasure (subject_hash) where subject_hash is not null;

CREATE TABLE erasure_left (
  erasure_id text not null references erasure (id) on delete cascade,
  request_id text not null,
  number text not null,
  installation_id text not null,
  ticket_id text,
  ticket_number text,
  notes integer not null,
  erased_at bigint not null,
  settled integer not null,
  constraint erasure_left_key primary key (erasure_id, request_id)
);

CREATE TABLE event (
  position integer primary key autoincrement,
  request_id text not null references request (id) on delete cascade,
  seq integer not null,
  type text not null,
  at bigint not null,
  stored_at bigint not null,
  data text not null,
  constraint event_request_seq unique (request_id, seq)
);

CREATE TABLE install_secret (
  id text not null primary key,
  installation_id text not null,
  purpose text not null,
  hash text not null unique,
  sealed text,
  created_at bigint not null,
  revoked_at bigint
);

CREATE INDEX install_secret_installation on install_secret (installation_id, purpose, created_at);

CREATE TABLE installation (
  id text not null primary key,
  help_desk text not null,
  name text not null,
  environment text not null,
  address text not null,
  plan text not null,
  settings text not null,
  sealed_credentials text,
  created_at bigint not null,
  removed_at bigint
);

CREATE TABLE join_code (
  code_hash text primary key,
  request_id text not null,
  link_generation integer not null,
  expires_at bigint not null
);

CREATE INDEX join_code_request on join_code (request_id);

CREATE TABLE lease (
  name text not null primary key,
  owner text not null,
  until bigint not null
) without rowid;

CREATE TABLE link_fetch (
  id integer primary key autoincrement,
  request_id text not null references request (id) on delete cascade,
  at bigint not null,
  address_hash text not null,
  user_agent text not null
);

CREATE INDEX link_fetch_request on link_fetch (request_id, id);

CREATE TABLE oauth_access_token (
  token_hash text not null primary key,
  grant_id text not null references oauth_grant (id) on delete cascade,
  expires_at bigint not null
) without rowid;

CREATE INDEX oauth_access_token_grant on oauth_access_token (grant_id);

CREATE TABLE oauth_client (
  installation_id text not null primary key,
  client_id text not null unique,
  redirects text not null,
  created_at bigint not null
) without rowid;

CREATE TABLE oauth_code (
  code_hash text not null primary key,
  installation_id text not null,
  person_id text not null references person (id) on delete cascade,
  redirect text not null,
  challenge text,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint,
  grant_id text
) without rowid;

CREATE INDEX oauth_code_created on oauth_code (created_at);

CREATE INDEX oauth_code_person on oauth_code (person_id);

CREATE TABLE oauth_grant (
  id text not null primary key,
  installation_id text not null,
  person_id text not null references person (id) on delete cascade,
  refresh_hash text not null,
  previous_hash text,
  renew_salt text,
  renewed_at bigint,
  created_at bigint not null,
  used_at bigint not null,
  expires_at bigint not null,
  revoked_at bigint
);

CREATE INDEX oauth_grant_expires on oauth_grant (expires_at);

CREATE INDEX oauth_grant_installation on oauth_grant (installation_id);

CREATE INDEX oauth_grant_person on oauth_grant (person_id);

CREATE TABLE one_time_link (
  token_hash text not null primary key,
  purpose text not null,
  person_id text references person (id) on delete cascade,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint
) without rowid;

CREATE TABLE org_client (
  installation_id text primary key,
  client_id text not null,
  sealed_secret text not null,
  hours integer not null
);

CREATE TABLE org_sign_in (
  token_hash text primary key,
  installation_id text not null,
  account_id text not null,
  agent_id text not null,
  agent_name text not null,
  agent_email text,
  signed_in_at bigint not null,
  seen_at bigint not null,
  expires_at bigint not null
);

CREATE INDEX org_sign_in_agent on org_sign_in (installation_id, agent_id);

CREATE INDEX org_sign_in_end on org_sign_in (expires_at);

CREATE TABLE owner (
  id integer primary key check (id = 1),
  token text not null,
  pid integer not null,
  host text not null,
  beat_at integer not null
);

CREATE TABLE panel_inbox (
  installation_id text primary key,
  command_mark text,
  ticket_mark text,
  bell_position text,
  account_id text,
  account_name text,
  is_sandbox integer,
  asked_at bigint,
  rung_at bigint,
  trouble text,
  bell_heard integer,
  bell_because text,
  bell_since bigint
);

CREATE TABLE person (
  id text not null primary key,
  name text not null,
  email text not null unique,
  role text not null,
  password_hash text,
  language text,
  time_zone text,
  created_at bigint not null,
  disabled_at bigint
);

CREATE TABLE person_device (
  address text primary key,
  person_id text not null
);

CREATE INDEX person_device_person on person_device (person_id);

CREATE TABLE person_identity (
  issuer text not null,
  subject text not null,
  person_id text not null references person (id) on delete cascade,
  linked_at bigint not null,
  constraint person_identity_key primary key (issuer, subject)
) without rowid;

CREATE UNIQUE INDEX person_identity_person on person_identity (person_id, issuer);

CREATE TABLE presence (
  request_id text not null primary key references request (id) on delete cascade,
  seen_at bigint not null
) without rowid;

CREATE TABLE queue (
  id text not null primary key,
  name text not null,
  installation_id text,
  created_at bigint not null,
  removed_at bigint
);

CREATE TABLE queue_member (
  queue_id text not null references queue (id) on delete cascade,
  person_id text not null references person (id) on delete cascade,
  constraint queue_member_pk primary key (queue_id, person_id)
) without rowid;

CREATE INDEX queue_member_person on queue_member (person_id, queue_id);

CREATE TABLE queue_wait (
  request_id text not null,
  granted_at bigint not null,
  queue_id text not null,
  launched_at bigint not null,
  wait_ms bigint not null,
  constraint queue_wait_key primary key (request_id, granted_at)
);

CREATE INDEX queue_wait_latest on queue_wait (queue_id, launched_at, wait_ms);

CREATE TABLE remote_account (
  id text primary key,
  name text not null,
  installation_id text,
  address text not null,
  license_id text not null,
  sealed_password text not null,
  created_at bigint not null,
  asked_at bigint,
  trouble text,
  trouble_since bigint
);

CREATE TABLE remote_session (
  account_id text not null,
  session_id text not null,
  from_addresses text not null,
  to_addresses text not null,
  started_at bigint not null,
  is_over integer not null,
  ended_at bigint,
  comment text not null,
  standing text not null,
  request_id text,
  because text,
  suggested text not null,
  is_told integer not null,
  close_asked_at bigint,
  first_seen_at bigint not null,
  constraint remote_session_key primary key (account_id, session_id)
);

CREATE INDEX remote_session_request on remote_session (request_id);

CREATE INDEX remote_session_standing on remote_session (standing, started_at);

CREATE TABLE request (
  serial integer primary key,
  id text not null unique,
  installation_id text not null,
  ticket_id text,
  active_key text,
  status text not null,
  listed text not null,
  sort_at bigint not null,
  queue_id text,
  assignee_agent_id text,
  created_by_agent_id text,
  due_at bigint,
  version integer not null,
  state text not null
);

CREATE UNIQUE INDEX request_active_key on request (installation_id, active_key) where active_key is not null;

CREATE INDEX request_due on request (due_at, serial) where due_at is not null;

CREATE INDEX request_listed on request (listed, sort_at, serial);

CREATE INDEX request_listed_assignee on request (assignee_agent_id, listed, sort_at, serial) where assignee_agent_id is not null;

CREATE INDEX request_listed_creator on request (created_by_agent_id, listed, sort_at, serial) where created_by_agent_id is not null;

CREATE INDEX request_listed_installation on request (installation_id, listed, sort_at, serial);

CREATE INDEX request_listed_installation_queue on request (installation_id, queue_id, listed, sort_at, serial);

CREATE INDEX request_listed_queue on request (queue_id, listed, sort_at, serial);

CREATE INDEX request_ticket on request (installation_id, ticket_id, serial);

CREATE TABLE session_watch (
  request_id text primary key,
  installation_id text not null,
  agent text not null,
  address text not null,
  launched_at bigint not null,
  void_at bigint
);

CREATE TABLE setting (
  key text not null primary key,
  value text not null
) without rowid;

CREATE TABLE sign_in (
  token_hash text not null primary key,
  person_id text not null references person (id) on delete cascade,
  created_at bigint not null,
  seen_at bigint not null,
  expires_at bigint not null
) without rowid;

CREATE INDEX sign_in_expires on sign_in (expires_at);

CREATE INDEX sign_in_person on sign_in (person_id);

CREATE TABLE sign_in_failure (
  key text not null primary key,
  failures integer not null,
  last_at bigint not null,
  blocked_until bigint not null
) without rowid;

CREATE INDEX sign_in_failure_last on sign_in_failure (last_at);

CREATE TABLE sms_message (
  attempt_id text primary key,
  delivery_id text not null,
  request_id text not null,
  number_hash text not null,
  at bigint not null,
  remote_id text,
  state text not null,
  because text not null
);

CREATE INDEX sms_message_at on sms_message (at, number_hash);

CREATE INDEX sms_message_delivery on sms_message (delivery_id);

CREATE INDEX sms_message_request on sms_message (request_id);

CREATE TABLE sms_stop (
  number_hash text primary key,
  at bigint not null
);

CREATE TABLE term (
  serial bigint not null references request (serial) on delete cascade,
  term text not null,
  constraint term_pk primary key (serial, term)
) without rowid;

CREATE INDEX term_by_text on term (term, serial);

CREATE TABLE ticket_hint (
  installation_id text not null,
  ticket_id text not null,
  hinted_at bigint not null,
  due_at bigint not null,
  attempts integer not null,
  constraint ticket_hint_key primary key (installation_id, ticket_id)
) without rowid;

CREATE INDEX ticket_hint_due on ticket_hint (due_at);

CREATE TABLE ticket_seen (
  installation_id text not null,
  ticket_id text not null,
  seen text not null,
  group_id text,
  agent_id text,
  seen_at bigint default 0 not null,
  constraint ticket_seen_pk primary key (installation_id, ticket_id)
) without rowid;

CREATE TABLE webhook_endpoint (
  id text not null primary key,
  installation_id text,
  url text not null,
  sealed_secrets text not null,
  event_types text,
  created_at bigint not null,
  disabled_at bigint,
  reason text
);
