/** What the app's own parts pass to each other. */
type ProblemKind =
  | 'sign-in'
  | 'wrong-secret'
  | 'not-configured'
  | 'unreachable'
  | 'slow'
  | 'limited'
  | 'malformed'
  | 'refused'
  | 'fault';

interface Problem {
  readonly kind: ProblemKind;
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly waitMs: number;
  readonly extra: Readonly<Record<string, unknown>>;
  /** The fields that the server found wrong. */
  readonly fields: readonly string[];
}

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };
type FormResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly field: string };
type Way = 'oauth' | 'asserted';

interface Caller {
  readonly way: Way;
  readonly mayAssert: boolean;
  readonly agent: AgentRef | null;
}

interface CallAnswers {
  openPanel: PanelState;
  watchTickets: WatchAnswer;
  listRequests: RequestList;
  createRequest: CommandAnswer;
  commandRequest: CommandAnswer;
  resendDelivery: { readonly resent: true };
  readLog: { readonly events: readonly LoggedEvent[] };
}
type CallName = keyof CallAnswers;

interface CallInput {
  readonly context?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: Record<string, unknown>;
}

interface ServerCalls {
  call<Name extends CallName>(name: Name, input: CallInput): Promise<Answer<CallAnswers[Name]>>;
  way(): Way;
}

interface TicketHint {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
}

interface Surroundings {
  readonly ticket: TicketHint | null;
  readonly contact: Contact | null;
  readonly agent: AgentRef | null;
  readonly language: string | null;
  readonly settings: { readonly isKnown: boolean; readonly host: string | null; readonly mayAssert: boolean };
}

/** What the app needs of the browser; tests give another one. */
interface Environment {
  now(): number;
  later(ms: number, run: () => void): () => void;
  every(ms: number, run: () => void): void;
  lock(name: string, hold: () => Promise<void>): Promise<void>;
  openChannel(name: string): TabChannel | null;
  readonly browserId: string;
  readonly tabId: string;
  newId(): string;
  isVisible(): boolean;
  onVisibility(run: () => void): void;
  onFocus(run: () => void): void;
  languages(): readonly string[];
  copyText(text: string): Promise<void>;
}

interface TabChannel {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

interface Want {
  readonly tickets: readonly string[];
  readonly after: string;
  /** When the position was told, by this machine's clock. */
  readonly since: number;
  readonly dueAt: number;
  /** The tickets that the position tells of; absent: these. */
  readonly known?: readonly string[];
}

interface Asked {
  readonly tickets: readonly string[];
  readonly known: readonly string[];
  readonly since: number;
}

interface WatcherNeeds extends Pick<Environment, 'openChannel' | 'lock' | 'now' | 'later' | 'browserId' | 'tabId'> {
  watch(query: Record<string, string>): Promise<Answer<WatchAnswer>>;
  begun(): void;
  heard(answer: Answer<WatchAnswer>, about: { readonly isGap: boolean; readonly dueAt: number }): void;
  failed(error: unknown): void;
}

interface WatcherState {
  want: Want | null;
  /** Set while this tab is the one that asks. */
  release: (() => void) | null;
  isQueued: boolean;
  failures: number;
  stopWaiting: (() => void) | null;
  dueAt: number;
  notBefore: number;
  calls: number;
}

/** What one tab's watcher holds. */
interface WatcherOwn {
  readonly needs: WatcherNeeds;
  readonly channel: TabChannel | null;
  readonly state: WatcherState;
  /** What the browser's other tabs follow, and when they last said so. */
  readonly others: Map<string, { readonly tickets: readonly string[]; readonly at: number }>;
}

interface Watcher {
  follow(want: Want | null): void;
}

interface FieldOptions {
  readonly tag?: string;
  readonly hint?: string;
  readonly className?: string;
  readonly label?: string;
  readonly children?: readonly HTMLElement[];
  readonly [attribute: string]: unknown;
}

interface SmallForm {
  readonly fields: (prefix: string, view: RequestView, context: PanelContext) => readonly HTMLElement[];
  readonly read: (data: FormData, view: RequestView, context: PanelContext) => FormResult<Record<string, unknown>>;
}

/** A term of a request's facts, and what it says; left out when there is nothing. */
type FactRow = [string, string | null | undefined | false];

interface LogState {
  readonly version: number;
  readonly events: readonly LoggedEvent[];
  readonly sentence: string | null;
}

interface Stop {
  readonly kind: string;
  readonly sentence: string | null;
}

interface PanelModel {
  readonly stop: Stop | null;
  readonly problem: Problem | null;
  readonly isLoading: boolean;
  readonly heardAt: number | null;
  readonly nextTryAt: number;
  readonly localNow: number;
  readonly isLate: boolean;
  readonly reload: () => void;
}

/** Everything of the panel that changes. */
interface PanelData {
  surroundings: Surroundings | null;
  calls: ServerCalls;
  panel: PanelState | null;
  /** The server's clock against this machine's. */
  offsetMs: number;
  stop: Stop | null;
  problem: Problem | null;
  isLoading: boolean;
  failures: number;
  heardAt: number | null;
  positionAt: number;
  /** Later than this, what is shown may be old. */
  expectedBy: number;
  nextTryAt: number;
  cancelRetry: (() => void) | null;
  drawnAt: number;
}

/** The panel beside a ticket, from its first look to the end of the page. */
interface PanelLife {
  readonly client: PlatformClient;
  readonly environment: Environment;
  readonly screen: PageScreen;
  readonly data: PanelData;
  watcher(): Watcher;
  presses(): ReturnType<Parts['panelPresses']['make']>;
  reload(): void;
}

interface PanelContext {
  readonly panel: PanelState;
  readonly isTooOld: boolean;
  readonly mayPress: boolean;
  readonly contacts: readonly Contact[];
  readonly ticket: TicketHint | null;
  /** By the server's clock. */
  readonly now: number;
  readonly linkShown: string | null;
  readonly inlineForm: HTMLFormElement | null;
  isBusy(key: string): boolean;
  generationOf(id: string): number;
  logOf(id: string): LogState | undefined;
  command(view: RequestView, body: Record<string, unknown> & { type: string }, key: string): void;
  resend(deliveryId: string, key: string): void;
  create(body: Record<string, unknown>, key: string): void;
  copy(link: string, id: string): void;
  readLog(view: RequestView): void;
  openForm(wish: { focus: string | null; another: boolean }): void;
}

interface PressNeeds {
  readonly client: PlatformClient;
  readonly environment: Environment;
  readonly data: PanelData;
  readonly screen: PageScreen;
  draw(): void;
  load(): void;
  follow(): void;
}

/** What the panel's presses remember. */
interface PressState {
  readonly needs: PressNeeds;
  readonly commands: ReturnType<Parts['presses']['make']>;
  readonly busy: Set<string>;
  /** How often a request was commanded: its small forms are new then. */
  readonly generations: Map<string, number>;
  readonly logs: Map<string, LogState>;
  linkShown: string | null;
  inlineForm: HTMLFormElement | null;
}

interface PageScreen {
  show(wanted: HTMLElement): void;
  say(sentence: string, kind?: 'done' | 'wrong' | 'quiet'): void;
  hush(): void;
}

interface FormFacts {
  readonly panel: PanelState;
  readonly contacts: readonly Contact[];
  readonly ticket: TicketHint | null;
  readonly another: boolean;
  now(): number;
}

interface FormPresses {
  send(body: Record<string, unknown>): void;
  cancel(): void;
}

interface HandedOver extends Omit<FormFacts, 'now'> {
  readonly agent: AgentRef | null;
  readonly way: Way;
  readonly focus: string | null;
  readonly language: string;
}

type ListName = 'upcoming' | 'active' | 'past';

interface ListModel {
  list: ListName;
  search: string;
  requests: readonly RequestView[];
  next: string | null;
  counts: Record<ListName, number> | null;
  problem: Problem | null;
  isLoading: boolean;
  access: Access;
  asked: number;
  cancelSearch: (() => void) | null;
  calls: ServerCalls | null;
}

interface ListPresses {
  choose(list: ListName): void;
  search(text: string): void;
  more(): void;
  refresh(): void;
  open(ticketId: string): void;
  readonly now: number;
}
