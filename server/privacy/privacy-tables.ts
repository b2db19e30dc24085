/** Erasures of persons, under way and done. Nothing of the person stays once one is done. */
export type PrivacyTables = { readonly erasure: ErasureTable; readonly erasure_left: ErasureLeftTable };

export type ErasureTable = {
  id: string;
  pseudonym: string;
  /** AES-256-GCM text of addresses and numbers; null once it is done. */
  sealed_subject: string | null;
  /** Keyed hash of the same: one erasure of a person at a time. Null once it is done. */
  subject_hash: string | null;
  /** Id of the admin's account, or `operator`. */
  started_by: string;
  started_at: number;
  done_at: number | null;
  /** JSON: how much was erased, by kind. */
  counts: string;
  /** One sentence why it does not go on; null while it does. */
  trouble: string | null;
};

/** A request that was cleaned, and what of it stays in a help desk, where only its own people can remove it. */
export type ErasureLeftTable = {
  erasure_id: string;
  request_id: string;
  number: string;
  installation_id: string;
  ticket_id: string | null;
  ticket_number: string | null;
  notes: number;
  erased_at: number;
  /** 1 when nothing of it is on its way any more. */
  settled: number;
};
