import type { Compilable, Kysely } from 'kysely';
import type { Bindable } from './bindable.ts';
import type { Engine } from './engine.ts';
import type { Tables } from './tables.ts';

export type Values = Readonly<Record<string, Bindable>>;

/** A query that Kysely builds once per engine and that is then run with other values: building costs more than running. */
export type Prepared<Input, Row> = {
  /** The text for an engine and the order of its parameters. */
  compile(engine: Engine, db: Kysely<Tables>): CompiledText<Input>;
  /** Carries the row's type; never set. */
  readonly row?: Row;
};

export type CompiledText<Input> = {
  readonly sql: string;
  parameters(input: Input): readonly Bindable[];
};

/** Describes a query once. `build` gets a stand-in for every value: use it where the value would go, and nowhere else. */
export function prepare<Input extends Values>(): <Row>(
  build: (db: Kysely<Tables>, values: Input) => Compilable<Row>,
) => Prepared<Input, Row> {
  return (build) =>
    preparedOnce((db) => build(db, slots((input, name) => (input as Values)[name] as Bindable) as Input));
}

/** Describes a query over several rows of values, such as an insert or a list to look for. Each number of rows is its own text. */
export function prepareRows<Row extends Values, Found = unknown>(
  build: (db: Kysely<Tables>, rows: readonly Row[]) => Compilable<Found>,
): (count: number) => Prepared<readonly Row[], Found> {
  const known = new Map<number, Prepared<readonly Row[], Found>>();
  return (count) => {
    const prepared = known.get(count) ?? preparedOnce((db) => build(db, rowsOfSlots(count) as readonly Row[]));
    known.set(count, prepared);
    return prepared;
  };
}

function rowsOfSlots(count: number): readonly Values[] {
  return Array.from({ length: count }, (_, index) =>
    slots((input, name) => (input as readonly Values[])[index]?.[name] as Bindable),
  );
}

function preparedOnce<Input, Row>(build: (db: Kysely<Tables>) => Compilable<Row>): Prepared<Input, Row> {
  const known = new Map<Engine, CompiledText<Input>>();
  return {
    compile: (engine, db) => {
      const text = known.get(engine) ?? textOf<Input>(build(db));
      known.set(engine, text);
      return text;
    },
  };
}

/** Stands where a value will go. A value that is missing then reads as undefined, which is refused where it is bound. */
class Slot {
  readonly read: (input: unknown) => Bindable;

  constructor(read: (input: unknown) => Bindable) {
    this.read = read;
  }
}

function slots(read: (input: unknown, name: string) => Bindable): Values {
  return new Proxy({}, { get: (_, name) => new Slot((input) => read(input, String(name))) });
}

function textOf<Input>(query: Compilable): CompiledText<Input> {
  const { sql, parameters } = query.compile();
  const readers = parameters.map((parameter) =>
    parameter instanceof Slot ? parameter.read : () => parameter as Bindable,
  );
  return { sql, parameters: (input) => readers.map((read) => read(input)) };
}
