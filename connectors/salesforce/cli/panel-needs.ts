/**
 * Fields of our objects that the panel asks for: one that an agent may not read, and the panel gets no answer at all. Required fields and
 * the case are not among them; everybody who has the object has those.
 */
export const PANEL_READS: Readonly<Record<string, readonly string[]>> = {
  Session_Request__c: ['Recipient_Name__c', 'View__c', 'View_Version__c', 'Of_This_Org__c'],
  Session_Request_Command__c: [
    'Request_Key__c',
    'Parameters__c',
    'Seen_At__c',
    'Handled_At__c',
    'Result__c',
    'Result_Message__c',
    'Result_Key__c',
    'Of_This_Org__c',
  ],
  Session_Request_Event__c: ['Text__c', 'Request_Number__c', 'Of_This_Org__c'],
};

/** What an agent writes with a press. Type__c and Client_Key__c are required and so always open. */
export const PANEL_WRITES = ['Request_Key__c', 'Parameters__c', 'Panel_Version__c'];
