/** What a look at some tickets found. */
export type Look<Answer> = {
  /** Something that this panel does not have yet. */
  readonly news: boolean;
  /** `changes`: a request is active. `knowledge`: the help desk is being asked. */
  readonly waitsFor: 'changes' | 'knowledge' | 'nothing';
  readonly answer: Answer;
};
