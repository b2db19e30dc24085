import { readFile } from 'node:fs/promises';
import type { DeviceView } from './device-view.ts';
import { PERMISSIONS } from './permissions.ts';

export type PageName = 'recipient' | 'agent';

/** The window of a device as HTML, showing its present state, so that it can be read before any script has run. */
export async function pageHtml(name: PageName, view: DeviceView, notice: string): Promise<string> {
  const template = await readFile(new URL(`./pages/${name}.html`, import.meta.url), 'utf8');
  const values: Readonly<Record<string, string>> = {
    cid: String(view.cid),
    shownId: view.shownId,
    name: view.name,
    status: view.status,
    notice,
  };
  return template
    .replace('<!-- permissions -->', PERMISSIONS.map(permissionBox).join('\n'))
    .replace(/\{\{(\w+)\}\}/g, (_whole, key: string) => escapeHtml(values[key] ?? ''));
}

function permissionBox(permission: (typeof PERMISSIONS)[number]): string {
  const ticked = permission.usual ? ' checked' : '';
  return `<label><input type="checkbox" name="permission" value="${permission.id}"${ticked}> ${permission.text}</label>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
