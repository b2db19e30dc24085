/** A mail server's report on one mail, as such servers send them by mail (RFC 3462, RFC 3464). */
export function aReport(over: {
  readonly messageId: string;
  readonly action?: string;
  readonly status?: string;
  readonly recipient?: string;
  readonly original?: string;
}): string {
  const { messageId, action = 'failed', status = '5.1.1', recipient = 'may@customer.example' } = over;
  const { original = 'message/rfc822' } = over;
  return [
    'Return-Path: <>',
    'From: Mail Delivery System <MAILER-DAEMON@mx.example>',
    'To: support@acme.example',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="part"',
    '',
    '--part',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `<${recipient}>: host mx.customer.example said: 550 5.1.1 <script>alert(1)</script>`,
    '',
    '--part',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    'Arrival-Date: Mon, 23 Nov 2026 09:00:00 +0000',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1 no such user',
    '',
    '--part',
    `Content-Type: ${original}`,
    '',
    'From: Acme <support@acme.example>',
    `To: ${recipient}`,
    `Message-ID: ${messageId}`,
    'Subject: Remote support',
    '',
    'Hello',
    '--part--',
    '',
  ].join('\r\n');
}
