/** Makes one committed file out of the running code. `file` is relative to the top of the repository. */
export type Generator = {
  readonly file: string;
  make(): Promise<string>;
};
