/** What the Accept window offers; `id` is AnyDesk's own name of the permission. */
export const PERMISSIONS = [
  { id: 'input', text: 'Control mouse and keyboard', usual: true },
  { id: 'audio', text: 'Hear the sound', usual: true },
  { id: 'clipboard', text: 'Share the clipboard', usual: true },
  { id: 'file_manager', text: 'Send and fetch files', usual: false },
  { id: 'restart', text: 'Restart the device', usual: false },
  { id: 'record_session', text: 'Record the session', usual: false },
] as const;

/** The permissions granted when nobody chose: the ones the window has ticked at first. */
export const USUAL_PERMISSIONS: readonly string[] = PERMISSIONS.filter(({ usual }) => usual).map(({ id }) => id);

/** The sentences for these permission ids, in the window's order. */
export function permissionTexts(ids: readonly string[]): readonly string[] {
  return PERMISSIONS.filter(({ id }) => ids.includes(id)).map(({ text }) => text);
}
