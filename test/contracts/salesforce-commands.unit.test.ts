import { describe, expect, it } from '@jest/globals';
import { metadataModel } from '../../connectors/salesforce/check/metadata-model.ts';
import { PROJECT } from '../../connectors/salesforce/check/project.ts';
import { readSourceFiles } from '../../connectors/salesforce/check/source-files.ts';
import { commandSchema } from '../../server/panel-api/command-schemas.ts';

const { fields } = metadataModel(await readSourceFiles(PROJECT));

describe('The commands that a Salesforce panel can give', () => {
  it('are those of the API, making a request, and sending a delivery again', () => {
    const type = fields.find(({ object, name }) => object === 'Session_Request_Command__c' && name === 'Type__c');
    const ofTheApi = commandSchema.options.map((option) => option.shape.type.value);
    expect(type?.values.map(({ name }) => name).toSorted()).toEqual(
      ['create-request', 'resend-delivery', ...ofTheApi].toSorted(),
    );
  });
});
