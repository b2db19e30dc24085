const Navigate = Symbol('Navigate');
const GenerateUrl = Symbol('GenerateUrl');

/** Web addresses open in a new tab; of the org's own pages there is the case. */
export const NavigationMixin = (Base) =>
  class extends Base {
    [Navigate](target) {
      open(addressOf(target), '_blank', 'noopener');
    }

    [GenerateUrl](target) {
      return Promise.resolve(addressOf(target));
    }
  };
NavigationMixin.Navigate = Navigate;
NavigationMixin.GenerateUrl = GenerateUrl;

function addressOf({ type, attributes }) {
  if (type === 'standard__webPage') return attributes.url;
  const session = globalThis.lightningSession;
  if (type === 'standard__recordPage') return `/agent/${session.userId}/cases/${attributes.recordId}`;
  throw new Error(`the pretended platform leads to no ${type}`);
}
