/** The parts of the platform that the components use, as Salesforce documents them. */
declare module 'lwc' {
  export class LightningElement extends HTMLElement {
    readonly template: ShadowRoot & { readonly host: HTMLElement };
    readonly refs: Readonly<Record<string, HTMLElement | undefined>>;
    connectedCallback(): void;
    disconnectedCallback(): void;
    renderedCallback(): void;
  }
  export const api: (target: object, key: PropertyKey, descriptor?: PropertyDescriptor) => void;
  export const track: (target: object, key: PropertyKey) => void;
  export function wire(
    adapter: unknown,
    config?: Readonly<Record<string, unknown>>,
  ): (target: object, key: PropertyKey, descriptor?: PropertyDescriptor) => void;
}

declare module 'lightning/graphql' {
  export function gql(parts: TemplateStringsArray): unknown;
  export const graphql: unique symbol;
  export interface GraphQLAnswer {
    readonly data?: unknown;
    readonly errors?: unknown;
    readonly refresh?: () => Promise<unknown>;
  }
}

declare module 'lightning/uiRecordApi' {
  export function createRecord(input: {
    readonly apiName: string;
    readonly fields: Readonly<Record<string, string | number | null>>;
  }): Promise<unknown>;
  export function notifyRecordUpdateAvailable(records: readonly { readonly recordId: string }[]): Promise<unknown>;
}

declare module 'lightning/uiObjectInfoApi' {
  export const getObjectInfo: unique symbol;
  export interface ObjectInfoAnswer {
    readonly data?: { readonly createable?: boolean };
    readonly error?: unknown;
  }
}

declare module 'lightning/refresh' {
  export function registerRefreshHandler(element: object, handler: () => Promise<unknown>): number;
  export function unregisterRefreshHandler(id: number): void;
}

declare module '@salesforce/i18n/lang' {
  const tag: string;
  export default tag;
}

declare module '@salesforce/i18n/timeZone' {
  const zone: string;
  export default zone;
}

declare module '@salesforce/user/Id' {
  const id: string;
  export default id;
}

declare module '@salesforce/schema/*' {
  const reference: { readonly objectApiName: string; readonly fieldApiName: string };
  export default reference;
}
