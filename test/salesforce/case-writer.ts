import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A package directory of the org's own: a field on cases and one on assets, and a permission set whose holder may change cases and that
 * field, and read assets. Gone with `remove`.
 */
export function caseWriterPackage(): { readonly folder: string; readonly set: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'case-writer-'));
  const set = 'Case_Writer';
  mkdirSync(join(folder, 'permissionsets'));
  mkdirSync(join(folder, 'objects/Case/fields'), { recursive: true });
  writeFileSync(
    join(folder, 'objects/Case/fields/Remote_Support__c.field-meta.xml'),
    `<?xml version="1.0" encoding="UTF-8"?>
<CustomField xmlns="http://soap.sforce.com/2006/04/metadata">
    <fullName>Remote_Support__c</fullName>
    <label>Remote Support</label>
    <length>40</length>
    <type>Text</type>
</CustomField>
`,
  );
  mkdirSync(join(folder, 'objects/Asset/fields'), { recursive: true });
  writeFileSync(
    join(folder, 'objects/Asset/fields/AnyDesk_ID__c.field-meta.xml'),
    `<?xml version="1.0" encoding="UTF-8"?>
<CustomField xmlns="http://soap.sforce.com/2006/04/metadata">
    <fullName>AnyDesk_ID__c</fullName>
    <label>AnyDesk ID</label>
    <length>80</length>
    <type>Text</type>
</CustomField>
`,
  );
  writeFileSync(
    join(folder, 'permissionsets', `${set}.permissionset-meta.xml`),
    `<?xml version="1.0" encoding="UTF-8"?>
<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
    <fieldPermissions>
        <editable>true</editable>
        <field>Case.Remote_Support__c</field>
        <readable>true</readable>
    </fieldPermissions>
    <fieldPermissions>
        <editable>false</editable>
        <field>Asset.AnyDesk_ID__c</field>
        <readable>true</readable>
    </fieldPermissions>
    <fieldPermissions>
        <editable>false</editable>
        <field>Case.AssetId</field>
        <readable>true</readable>
    </fieldPermissions>
    <label>Case Writer</label>
    <objectPermissions>
        <allowCreate>false</allowCreate>
        <allowDelete>false</allowDelete>
        <allowEdit>false</allowEdit>
        <allowRead>true</allowRead>
        <modifyAllRecords>false</modifyAllRecords>
        <object>Asset</object>
        <viewAllRecords>true</viewAllRecords>
    </objectPermissions>
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
