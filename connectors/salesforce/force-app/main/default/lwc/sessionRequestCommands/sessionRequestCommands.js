export { follow, tellOthers } from './neighbours';
export { passOn } from './passOn';
export { pendingOf, placeOf, settledBetween } from './pending';
export { PANEL_VERSION, newKey, sendCommand } from './sendCommand';
