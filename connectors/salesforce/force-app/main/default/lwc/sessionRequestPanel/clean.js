/** What the panel holds of a case before it knows anything of it: nothing of one case is left standing on another. */
export function cleanCase() {
  return {
    picture: null,
    trouble: null,
    said: '',
    wrong: null,
    sent: [],
    forgotten: [],
    doneCounts: {},
    logs: {},
    logNumber: undefined,
    refreshPage: undefined,
    refreshLog: undefined,
    leadTo: null,
  };
}
