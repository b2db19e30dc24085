/** What is wrong with the app, and where. */
export type Finding = {
  /** The rule's name, such as `templates-declared` or `lint/no-var`. */
  readonly rule: string;
  /** Path inside the app's folder, such as `config/requests.json`. */
  readonly file: string;
  readonly line?: number;
  /** Says what is wrong and what to do. */
  readonly message: string;
};

/** A finding before its rule has put its name on it. */
export type Trouble = Omit<Finding, 'rule'>;
