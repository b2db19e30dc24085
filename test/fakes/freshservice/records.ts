/** What the fake keeps. Times are epoch milliseconds here and become ISO text only in answers. */
export type Ticket = {
  readonly id: number;
  readonly type: 'Incident' | 'Service Request';
  readonly createdAt: number;
  subject: string;
  description: string;
  status: number;
  priority: number;
  urgency: number;
  impact: number;
  source: number;
  requesterId: number;
  requestedForId: number | null;
  responderId: number | null;
  groupId: number | null;
  departmentId: number | null;
  workspaceId: number;
  category: string | null;
  ccEmails: string[];
  toEmails: string[];
  tags: string[];
  customFields: Record<string, CustomValue>;
  deleted: boolean;
  spam: boolean;
  updatedAt: number;
  /** Kept for the control API only: the REST answers do not tell where a ticket was merged to. */
  mergedInto: number | null;
};

/** A device in the account's book. Keys of `typeFields` carry the number of the asset type, as the API has them. */
export type Asset = {
  readonly displayId: number;
  readonly name: string;
  readonly typeFields: Readonly<Record<string, CustomValue>>;
  /** Tickets it is linked to. */
  readonly ticketIds: readonly number[];
};

export type CustomValue = string | number | boolean | null;

export type Agent = {
  readonly id: number;
  readonly createdAt: number;
  firstName: string;
  lastName: string;
  email: string;
  phone: string | null;
  mobile: string | null;
  jobTitle: string | null;
  language: string;
  timeZone: string;
  groupIds: number[];
  /** Groups whose tickets he may look at without being a member. */
  observerOf: number[];
  roles: AgentRole[];
  /** An occasional agent's key is refused by the API. */
  occasional: boolean;
  active: boolean;
  apiKey: string;
};

export const ROLE_SCOPES = ['entire_helpdesk', 'member_groups', 'specified_groups', 'assigned_items'] as const;

/** How far one role of an agent reaches. `groups` counts for `specified_groups` alone. */
export type AgentRole = { roleId: number; scope: (typeof ROLE_SCOPES)[number]; groups: number[] };

export type Requester = {
  readonly id: number;
  readonly createdAt: number;
  firstName: string;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  mobile: string | null;
  jobTitle: string | null;
  language: string;
  timeZone: string;
  vip: boolean;
  active: boolean;
};

/** Source 0 is a reply, 2 a note. */
export type Conversation = {
  readonly id: number;
  readonly ticketId: number;
  readonly userId: number;
  readonly source: 0 | 2;
  readonly incoming: boolean;
  readonly private: boolean;
  readonly body: string;
  readonly bodyText: string;
  readonly toEmails: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type TimeEntry = {
  readonly id: number;
  readonly ticketId: number;
  readonly agentId: number;
  readonly timeSpent: string;
  readonly note: string;
  readonly billable: boolean;
  readonly executedAt: number;
  readonly taskId: number | null;
  readonly createdAt: number;
};

export type Activity = {
  readonly actorId: number;
  readonly actorName: string;
  readonly content: string;
  readonly at: number;
};

export type FormField = {
  readonly id: number;
  readonly name: string;
  readonly label: string;
  readonly kind:
    | 'default_status'
    | 'default_subject'
    | 'custom_text'
    | 'custom_number'
    | 'custom_checkbox'
    | 'custom_dropdown';
  /** For the status field the ids are the status values; for a drop-down the texts are. */
  choices: { readonly id: number; readonly value: string }[];
  /** A ticket cannot be resolved or closed while this field is empty. */
  requiredForClosure: boolean;
};

/** A mail the desk would have sent: the notice of a note, or a reply. */
export type SentMail = {
  readonly at: number;
  readonly kind: 'note-notice' | 'reply';
  readonly ticketId: number;
  readonly to: readonly string[];
};

/** An OAuth access token. */
export type AccessToken = { readonly token: string; readonly agentId: number; readonly scopes: readonly string[] };
