import { createElement } from 'lwc';
import Action from 'c/sessionRequestAction';
import { isAccessible, one, settle, words } from 'support/panel';
import { CASE_ID } from 'support/rows';

jest.mock('@salesforce/user/Id', () => ({ default: '005000000000001AAA' }), { virtual: true });

describe('the quick action', () => {
  it('shows the panel of its case, also when it is told the case only after the first drawing', async () => {
    const element = createElement('c-session-request-action', { is: Action });
    document.body.appendChild(element);
    await settle();
    expect(one(element, 'lightning-quick-action-panel').header).toBe('Remote support');
    const panel = one(element, 'c-session-request-panel');
    expect(panel.recordId).toBeUndefined();
    element.recordId = CASE_ID;
    await settle();
    expect(panel.recordId).toBe(CASE_ID);
    expect(words(panel)).toBe('Loading …');
    await isAccessible(element);
  });
});
