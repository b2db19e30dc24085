import helmet from 'helmet';
import type { RequestHandler } from 'express';

const POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  requireTrustedTypesFor: ["'script'"],
};

/**
 * Nothing from anywhere else, nowhere framed. `same-origin` as referrer policy: with `no-referrer` browsers send `Origin: null` on our
 * own forms, and the check of the origin would refuse people.
 */
export function securityHeaders(secure: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: POLICY,
    },
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
  });
}

/**
 * The content policy of a page whose form leads away in the end. Chromium asks the policy for every hop behind a form, also for those that
 * other servers make.
 */
export function policyOfFormLeadingTo(...sources: readonly string[]): string {
  const directives = { ...POLICY, formAction: [...POLICY.formAction, ...sources] };
  return Object.entries(directives)
    .map(([name, values]) => `${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${values.join(' ')}`)
    .join(';');
}
