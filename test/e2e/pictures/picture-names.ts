/** Every picture of docs/images, by the name of its file. */
export const PICTURE_NAMES = [
  'anydesk-account',
  'appointment-page',
  'connect-page',
  'connected-page',
  'console-request',
  'demo-desk',
  'demo-phone',
  'freshservice-panel',
  'hand-over',
  'join-code',
  'join-page',
  'join-page-ar',
  'join-page-dark',
  'join-page-desktop',
  'join-page-zh-TW',
  'never-alone',
  'notices',
  'readiness-check',
  'receipt',
  'salesforce-case',
  'salesforce-panel',
  'short-code',
] as const;

export type PictureName = (typeof PICTURE_NAMES)[number];
