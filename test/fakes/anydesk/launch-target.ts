// Written apart from the product's own reader, from AnyDesk's public list of URL forms, so that a mistake there shows here.
const ADDRESS = String.raw`([1-9]\d{8,9}|[a-z0-9._-]{1,25}@[a-z0-9._-]{1,32})`;
const FORMS = [
  new RegExp(`^anydesk:${ADDRESS}$`, 'i'),
  new RegExp(`^anydesk-[a-z0-9]{1,32}:${ADDRESS}$`, 'i'),
  new RegExp(`^anydesk:AnyDesk-(?:ad_)?[a-z0-9]{1,32}(?:_msi)?:${ADDRESS}$`, 'i'),
];
const TYPED = new RegExp(`^${ADDRESS}$`, 'i');

/** The address that an installed client would call for this URL; null when no client would take it. */
export function addressInLaunchUrl(url: string): string | null {
  for (const form of FORMS) {
    const address = form.exec(url)?.[1];
    if (address !== undefined) return address.toLowerCase();
  }
  return null;
}

/** The address a person typed into the agent's window, spaces ignored; null when it is none. */
export function addressTyped(text: string): string | null {
  return TYPED.exec(text.replace(/\s+/g, ''))?.[1]?.toLowerCase() ?? null;
}
