import type { Compilable, Kysely } from 'kysely';
import type { Bindable } from './bindable.ts';
import type { Engine } from './engine.ts';
import type { Tables } from './tables.ts';

export type Values = Readonly<Record<string, Bindable>>;

/** A query that Kysely builds once per engine and that is then run with other values: building costs more than running. */
export type Prepared<Params extends Values, Row> = {
  /** The text for an engine and the order of its parameters. */
  compile(engine: Engine, db: Kysely<Tables>): CompiledText<Params>;
  /** Carries the row's type; never set. */
  readonly row?: Row;
};

export type CompiledText<Params> = {
  readonly sql: string;
  parameters(values: Params): readonly Bindable[];
};

/** Describes a query once. `build` gets a stand-in for every value: use it where the value would go, and nowhere else. */
export function prepare<Params extends Values>(): <Row>(
  build: (db: Kysely<Tables>, values: Params) => Compilable<Row>,
) => Prepared<Params, Row> {
  return (build) => {
    const known = new Map<Engine, CompiledText<Params>>();
    return {
      compile: (engine, db) => {
        const text = known.get(engine) ?? compileWithSlots(db, build);
        known.set(engine, text);
        return text;
      },
    };
  };
}

class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

function compileWithSlots<Params extends Values>(
  db: Kysely<Tables>,
  build: (db: Kysely<Tables>, values: Params) => Compilable,
): CompiledText<Params> {
  const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) }) as Params;
  const { sql, parameters } = build(db, slots).compile();
  const order = parameters.map(asSource);
  return {
    sql,
    parameters: (values) => order.map((source) => (source instanceof Slot ? valueOf(values, source.name) : source)),
  };
}

function asSource(parameter: unknown): Slot | Bindable {
  return parameter as Slot | Bindable;
}

function valueOf(values: Values, name: string): Bindable {
  // A missing value stays undefined here and is refused where it is bound.
  return values[name] as Bindable;
}
