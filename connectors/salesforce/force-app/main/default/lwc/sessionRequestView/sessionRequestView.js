export { parseView, VIEW_VERSION } from './parseView';
export {
  assigneeFields,
  assigneeOf,
  momentOf,
  recipientFields,
  recipientOf,
  textOf,
  usable,
  zoneField,
  zoneOf,
} from './formParts';
export { intentField, intentsOf, limitFields, limitsOf, USUAL_INTENTS } from './wishParts';
export { readAnswer, readLog, readSurroundings } from './readPage';
export { proposalText } from './details';
export { factsOf } from './facts';
export { grouped, isOver, isUpcoming, whatIsGoingOn, whatOf, whoHasIt } from './sentences';
export { appointment, distance, duration, isZone, moment, ownZone, zones } from './times';
export { signNotes } from './signs';
export { safeAddress } from './values';
