/** What is wrong with the metadata, and where. */
export type Finding = {
  /** Path inside `connectors/salesforce`. */
  readonly file: string;
  /** Says what is wrong and what to do. */
  readonly message: string;
};
