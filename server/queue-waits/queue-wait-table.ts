/** Times are epoch milliseconds. Each permission is counted once, by its first Connect. */
export type QueueWaitTables = {
  readonly queue_wait: {
    request_id: string;
    granted_at: number;
    queue_id: string;
    launched_at: number;
    wait_ms: number;
  };
};
