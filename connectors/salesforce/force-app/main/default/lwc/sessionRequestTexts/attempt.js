/**
 * What `work` gives; what `instead` gives when it throws. (Salesforce's analyzer cannot read a `catch` that names nothing.)
 * @template Result, Other
 * @param {() => Result} work
 * @param {(error: unknown) => Other} instead
 * @returns {Result | Other}
 */
export function attempt(work, instead) {
  try {
    return work();
  } catch (error) {
    return instead(error);
  }
}
