/** Freshservice's modules: what may be placed there, and what they tell of. */
export const PRODUCT_MAP: ReadonlyMap<
  string,
  { readonly places: readonly string[]; readonly events: readonly string[] }
> = new Map([
  [
    'common',
    {
      places: ['full_page_app'],
      events: ['onAppInstall', 'afterAppUpdate', 'onAppUninstall', 'onExternalEvent', 'onScheduledEvent'],
    },
  ],
  [
    'service_ticket',
    {
      places: [
        'ticket_sidebar',
        'ticket_requester_info',
        'ticket_conversation_editor',
        'ticket_top_navigation',
        'ticket_background',
        'new_ticket_background',
        'new_ticket_sidebar',
        'new_ticket_description_editor',
      ],
      events: ['onTicketCreate', 'onTicketUpdate', 'onConversationCreate'],
    },
  ],
  ['service_asset', { places: ['asset_sidebar', 'asset_top_navigation'], events: [] }],
  ['service_change', { places: ['change_sidebar'], events: [] }],
  ['service_user', { places: ['contact_sidebar'], events: [] }],
]);

/** Events of the app's own life: Freshworks waits for their answer, which is given by `renderData`. */
export const SETUP_EVENTS: ReadonlySet<string> = new Set(['onAppInstall', 'afterAppUpdate', 'onAppUninstall']);
