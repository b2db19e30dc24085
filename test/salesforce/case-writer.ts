import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A package directory with one permission set of the org's own: whoever holds it may change cases. Gone with `remove`. */
export function caseWriterPackage(): { readonly folder: string; readonly set: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'case-writer-'));
  const set = 'Case_Writer';
  mkdirSync(join(folder, 'permissionsets'));
  writeFileSync(
    join(folder, 'permissionsets', `${set}.permissionset-meta.xml`),
    `<?xml version="1.0" encoding="UTF-8"?>
<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
    <label>Case Writer</label>
    <objectPermissions>
        <allowCreate>false</allowCreate>
        <allowDelete>false</allowDelete>
        <allowEdit>true</allowEdit>
        <allowRead>true</allowRead>
        <modifyAllRecords>true</modifyAllRecords>
        <object>Case</object>
        <viewAllRecords>true</viewAllRecords>
    </objectPermissions>
</PermissionSet>
`,
  );
  return { folder, set, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
