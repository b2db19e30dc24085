const OUTBOUND = 'http://soap.sforce.com/2005/09/outbound';
const ORGANIZATION =
  /<((?:[A-Za-z][\w.-]{0,30}:)?)OrganizationId>(00D[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?)<\/\1OrganizationId>/g;

/**
 * The org that an Outbound Message says it is from; null when it is none. Nothing else of it is read: it is a hint, and whatever it tells
 * is fetched. Declarations, comments and instructions have no place in such a message, so a message with one is none.
 */
export function readOutboundMessage(xml: string): string | null {
  const body = xml.replace(/^\uFEFF?\s*<\?xml [^<>?]{0,100}\?>/, '').trim();
  if (/<[!?]/.test(body)) return null;
  if (!/^<(?:[A-Za-z][\w.-]{0,30}:)?Envelope[\s>]/.test(body) || !body.includes(`"${OUTBOUND}"`)) return null;
  const found = [...body.matchAll(ORGANIZATION)];
  return found.length === 1 ? (found[0]?.[2] ?? null) : null;
}

/** What Salesforce wants to read so as not to send the message again. */
export const OUTBOUND_ACK =
  '<?xml version="1.0" encoding="UTF-8"?>' +
  '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
  `<notificationsResponse xmlns="${OUTBOUND}"><Ack>true</Ack></notificationsResponse>` +
  '</soapenv:Body></soapenv:Envelope>';
