/** Short codes that stand for a link for a little while. `code_hash` is keyed: a stolen database opens nothing. */
export type JoinCodeTables = {
  readonly join_code: { code_hash: string; request_id: string; link_generation: number; expires_at: number };
};
