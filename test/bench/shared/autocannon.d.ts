/** The part of autocannon that the measurements use; the package brings no types. */
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  export type LoadRequest = {
    method?: string;
    path?: string;
    headers?: Record<string, string>;
    body?: string;
    /** Called before each request is sent. */
    setupRequest?: (request: LoadRequest) => LoadRequest;
  };

  export type LoadClient = { setRequests(requests: readonly LoadRequest[]): void };

  export type LoadOptions = {
    url: string;
    connections: number;
    /** Seconds. */
    duration: number;
    setupClient?: (client: LoadClient) => void;
  };

  export type LoadResult = {
    /** Seconds that the run took. */
    readonly duration: number;
    readonly '2xx': number;
    readonly non2xx: number;
    readonly errors: number;
    readonly timeouts: number;
  };

  export type LoadRun = EventEmitter & PromiseLike<LoadResult>;

  export default function autocannon(options: LoadOptions): LoadRun;
}
