import { describe, expect, it } from '@jest/globals';
import { readServiceReports } from './read-service-reports.ts';

const ID = '<mail@support.example>';
const sendGrid = (over: object) => ({
  email: 'a@kestrel.example',
  timestamp: 1,
  'smtp-id': ID,
  sg_event_id: 'x',
  ...over,
});
const mailgun = (over: object) => ({
  signature: { timestamp: '1', token: 't', signature: 's' },
  'event-data': { message: { headers: { 'message-id': ID.slice(1, -1) } }, ...over },
});

describe('What a mail service tells by its own webhook', () => {
  it('is read in our own shape', () => {
    expect(readServiceReports({ messageId: ID, event: 'bounced', status: '5.1.1' })).toEqual([
      { messageId: ID, outcome: 'failed', status: '5.1.1' },
    ]);
  });

  it('is read as SendGrid sends it: many at once, of which some are of other kinds', () => {
    const events = [
      sendGrid({ event: 'processed' }),
      sendGrid({ event: 'bounce', status: '5.1.1', reason: '550 <b>no</b>', type: 'bounce' }),
      sendGrid({ event: 'dropped', reason: 'Bounced Address' }),
      sendGrid({ event: 'deferred', response: '400 try again later' }),
      sendGrid({ event: 'delivered', response: '250 OK' }),
      sendGrid({ event: 'open', 'smtp-id': undefined }),
      sendGrid({ event: 'constructor' }),
    ];
    expect(readServiceReports(events)).toEqual([
      { messageId: ID, outcome: 'failed', status: '5.1.1' },
      { messageId: ID, outcome: 'failed', status: '' },
      { messageId: ID, outcome: 'under-way', status: '' },
      { messageId: ID, outcome: 'delivered', status: '' },
    ]);
  });

  it.each([
    [
      { event: 'failed', severity: 'permanent', 'delivery-status': { code: 550, 'enhanced-code': '5.2.2' } },
      'failed',
      '5.2.2',
    ],
    [{ event: 'failed', severity: 'temporary', 'delivery-status': { code: 421 } }, 'under-way', ''],
    [{ event: 'failed', severity: 'permanent', 'delivery-status': { 'enhanced-code': '<b>5</b>' } }, 'failed', ''],
    [{ event: 'rejected' }, 'failed', ''],
    [{ event: 'delivered', 'delivery-status': null }, 'delivered', ''],
  ])('is read as Mailgun sends it: %j', (event, outcome, status) => {
    expect(readServiceReports(mailgun(event))).toEqual([{ messageId: ID, outcome, status }]);
  });

  it('says nothing of a mail where it is of another kind', () => {
    expect(readServiceReports(mailgun({ event: 'opened' }))).toEqual([]);
    expect(readServiceReports([])).toEqual([]);
  });

  it.each([
    null,
    'text',
    7,
    {},
    { messageId: ID },
    { messageId: ID, event: 'opened' },
    [{}],
    [1],
    { 'event-data': {} },
  ])('is refused when it is %j', (body) => {
    expect(readServiceReports(body)).toBeNull();
  });
});
