/** The app's one global name, and what each of its files adds. */
declare const SR: {
  readonly PROTOCOL: number;
  readonly parts: Parts;
  readonly languages: Readonly<Record<string, Readonly<Record<string, string>>>>;
  share<Name extends keyof Parts>(name: Name, part: Parts[Name]): void;
  addLanguage(tag: string, texts: Record<string, string>): void;
};

interface Page {
  start(client: PlatformClient, environment: Environment): Promise<void>;
}

interface Parts {
  readonly tags: { readonly all: readonly string[] };
  readonly words: {
    t(key: string, values?: Record<string, string | number>): string;
    has(key: string): boolean;
    choose(wishes: readonly (string | null | undefined)[], changed?: () => void): Promise<void>;
    bestOf(wishes: readonly (string | null | undefined)[]): string;
    nameOf(tag: string): string;
    tag(): string;
  };
  readonly dom: {
    h(tag: string, attributes?: Record<string, unknown>, ...children: unknown[]): HTMLElement;
    at(id: string): HTMLElement;
    safeAddress(address: string | null): string | null;
  };
  readonly morph: { morph(place: Element, wanted: Element): void };
  readonly times: {
    moment(at: number, now: number): string;
    appointment(schedule: { readonly startAt: number; readonly timeZone: string }): string;
    duration(ms: number): string;
    distance(at: number, now: number): string;
    momentOf(local: string, timeZone: string): number | null;
    localTime(at: number, timeZone: string): string;
    isZone(name: string): boolean;
    ownZone(): string;
  };
  readonly readAnswer: {
    record(value: unknown): Record<string, unknown>;
    textOrNull(value: unknown): string | null;
    parseRecord(text: unknown): Record<string, unknown> | null;
    isPanel(value: Record<string, unknown>): boolean;
    isWatch(value: Record<string, unknown>): boolean;
    isList(value: Record<string, unknown>): boolean;
    isCommandAnswer(value: Record<string, unknown>): boolean;
    isLog(value: Record<string, unknown>): boolean;
    isResent(value: Record<string, unknown>): boolean;
  };
  readonly problems: {
    readProblem(rejection: unknown, way: Way): Problem;
    make(kind: ProblemKind, more?: Partial<Problem>): Problem;
    sentence(problem: Problem): string;
    pressSentence(problem: Problem): string;
    isUnanswered(problem: Problem): boolean;
  };
  readonly serverCalls: { make(client: PlatformClient, caller: Caller): ServerCalls };
  readonly surroundings: {
    read(client: PlatformClient): Promise<Surroundings>;
    usablePhone(phone: string | null): string | null;
  };
  readonly presses: {
    make(newId: () => string): {
      press<T>(
        place: string,
        body: Record<string, unknown>,
        send: (body: Record<string, unknown>) => Promise<Answer<T>>,
      ): Promise<Answer<T>>;
    };
    randomId(): string;
  };
  readonly watcherTabs: {
    tell(own: WatcherOwn, message: Record<string, unknown>): void;
    onMessage(own: WatcherOwn, event: MessageEvent): void;
  };
  readonly watcherTurns: {
    plan(own: WatcherOwn): void;
    heard(own: WatcherOwn, answer: Answer<WatchAnswer>, asked: Asked): void;
    pauseMs(problem: Problem, failures: number): number;
  };
  readonly watcher: { make(needs: WatcherNeeds): Watcher; pauseMs(problem: Problem, failures: number): number };
  readonly browser: { browser(): Environment };
  readonly screen: {
    make(client: PlatformClient, environment: Environment, mayGrow: boolean): PageScreen;
    fault(sentence: string): void;
  };
  readonly icons: { icon(name: string): HTMLElement };
  readonly sentences: {
    whatIsGoingOn(view: RequestView, now: number): string;
    whoHasIt(assignee: Assignee): string;
    grouped(address: string): string;
    isUpcoming(view: RequestView, now: number): boolean;
    isOver(view: RequestView): boolean;
  };
  readonly newRequest: {
    contactsFor(known: readonly Contact[], shown: Contact | null): readonly Contact[];
    usualChannel(contact: Contact, channels: readonly Channel[]): Channel;
    oneFor(panel: PanelState, hint: TicketHint | null, contact: Contact, channel: Channel): Record<string, unknown>;
    ticketOf(known: TicketFacts, hint: TicketHint | null): TicketHint;
    agentOf(agent: AgentRef): AgentRef;
    knownLanguage(language: string | null): string | null;
  };
  readonly fields: {
    field(prefix: string, name: string, options?: FieldOptions): HTMLElement;
    options(choices: readonly (readonly [string, string])[], chosen?: string): HTMLElement[];
    zones(companyZone: string): readonly (readonly [string, string])[];
    fail(form: HTMLFormElement, name: string, sentence: string): void;
    clear(form: HTMLFormElement): void;
    textOf(data: FormData, name: string): string;
    recipientOf(data: FormData): FormResult<{ name: string; email: string | null; phone: string | null }>;
    assigneeFields(
      prefix: string,
      queues: readonly { readonly id: string; readonly name: string }[],
      chosen: string,
    ): HTMLElement[];
    assigneeOf(data: FormData, me: AgentRef): FormResult<Assignee>;
  };
  readonly details: {
    readiness(told: Readiness, now: number): string;
    doing(intents?: readonly string[]): string;
    moves(limits: MoveLimits, now: number): string;
    rating(told: { readonly stars: number; readonly comment: string }): string;
    toldBy(source: string): string;
    address(view: RequestView): string | null;
    proposal(one: Proposal): string;
    proposed(view: RequestView): string;
  };
  readonly limits: {
    limitFields(prefix: string, now: { readonly limits: MoveLimits | null; readonly timeZone: string }): HTMLElement;
    limitsOf(data: FormData, timeZone: string, now: number): FormResult<MoveLimits | null>;
  };
  readonly smallFormShapes: { readonly FORMS: Readonly<Record<string, SmallForm>> };
  readonly requestFacts: { requestFacts(view: RequestView, now: number): HTMLElement };
  readonly requestSigns: { requestSigns(view: RequestView, context: PanelContext): (HTMLElement | null)[] };
  readonly deliveryTrouble: {
    deliveryTrouble(view: RequestView, one: RequestView['trouble'][number], context: PanelContext): HTMLElement;
  };
  readonly smallForms: {
    has(command: string): boolean;
    smallForm(view: RequestView, command: string, context: PanelContext, isNext?: boolean): HTMLElement;
  };
  readonly requestActions: { requestActions(view: RequestView, context: PanelContext): HTMLElement };
  readonly requestLog: { requestLog(view: RequestView, context: PanelContext): HTMLElement };
  readonly requestCard: {
    requestCard(view: RequestView, context: PanelContext): HTMLElement;
    statusPill(status: string): HTMLElement;
    statusOf(view: RequestView, now: number): string;
  };
  readonly fullFormReading: { read(data: FormData, facts: FormFacts): FormResult<Record<string, unknown>> };
  readonly fullForm: {
    fullForm(facts: FormFacts, presses: FormPresses): HTMLFormElement;
    setBusy(form: HTMLFormElement, busy: boolean): void;
    showProblem(form: HTMLFormElement, sentence: string): void;
  };
  readonly createCard: { createCard(context: PanelContext, isFirst: boolean): HTMLElement | null };
  readonly panelView: { panelView(model: PanelModel, context: PanelContext | null): HTMLElement };
  readonly panelNews: {
    withViews(panel: PanelState, views: readonly RequestView[]): PanelState;
    withNews(panel: PanelState, answer: WatchAnswer): PanelState;
    worthSaying(before: PanelState | null, after: PanelState): string | null;
    isLively(panel: PanelState): boolean;
  };
  readonly formOpening: {
    openModal(client: PlatformClient, data: Record<string, unknown>): Promise<unknown>;
    hearModal(client: PlatformClient, made: (answer: CommandAnswer) => void): void;
    tellPanel(client: PlatformClient, answer: unknown): Promise<unknown>;
    handedOver(client: PlatformClient): Promise<Record<string, unknown>>;
  };
  readonly pressRun: {
    run<T>(own: PressState, key: string, send: () => Promise<Answer<T>>, done: (value: T) => void): void;
    takeAnswer(own: PressState, answer: CommandAnswer): void;
    made(own: PressState, answer: CommandAnswer): void;
  };
  readonly linkCopying: { copy(own: PressState, link: string, id: string): void };
  readonly panelForms: {
    openForm(
      own: PressState,
      wish: { focus: string | null; another: boolean },
      send: (body: Record<string, unknown>) => void,
    ): void;
  };
  readonly panelPresses: {
    make(needs: PressNeeds): {
      context(panel: PanelState): PanelContext;
      madeElsewhere(answer: CommandAnswer): void;
    };
  };
  readonly panelDrawing: { draw(life: PanelLife): void; drawInTime(life: PanelLife): void };
  readonly panelLoading: {
    load(life: PanelLife): void;
    failed(life: PanelLife, problem: Problem): void;
    stop(life: PanelLife, problem: Problem): void;
    isStopping(problem: Problem): boolean;
  };
  readonly panelWatching: {
    makeWatcher(life: PanelLife): Watcher;
    follow(life: PanelLife): void;
    seen(life: PanelLife): void;
  };
  readonly panel: Page;
  readonly requestsView: { requestsView(model: ListModel, presses: ListPresses): HTMLElement };
  readonly requestsPage: Page;
  readonly formPage: Page;
  readonly start: { start(initialized: () => Promise<PlatformClient>, environment: Environment): Promise<void> };
}
