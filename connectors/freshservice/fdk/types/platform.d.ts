/** What of the platform's client this app uses. Its answers come from outside: they are read with care, never trusted. */
interface PlatformClient {
  readonly data: { get(name: string): Promise<unknown> };
  readonly iparams: { get(): Promise<unknown> };
  readonly request: { invokeTemplate(name: string, options: TemplateOptions): Promise<unknown> };
  readonly interface: { trigger(name: string, options: Record<string, unknown>): Promise<unknown> };
  readonly instance: {
    resize(size: { height: string }): unknown;
    context(): Promise<unknown>;
    send(what: { message: unknown }): unknown;
    receive(listener: (event: unknown) => void): void;
    close(): unknown;
  };
  readonly events: { on(name: string, listener: () => void): void };
}

interface TemplateOptions {
  readonly context?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: string;
}

/** Put into the page by the platform's own script. */
declare const app: { initialized(): Promise<PlatformClient> };
