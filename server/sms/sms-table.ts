/** Times are epoch milliseconds. Numbers are kept as keyed hashes: they can be recognised, never read. */
export type SmsTables = {
  /** Every attempt to send a message. */
  readonly sms_message: {
    attempt_id: string;
    delivery_id: string;
    request_id: string;
    number_hash: string;
    at: number;
    /** What the service calls it; null until it told us. */
    remote_id: string | null;
    state: 'begun' | 'under-way' | 'delivered' | 'lost';
    /** One sentence why it was lost; empty otherwise. */
    because: string;
  };
  /** Numbers that want no messages. */
  readonly sms_stop: { number_hash: string; at: number };
};
