import { schemaText } from '../../server/storage/schema-text.ts';
import type { Generator } from './generator.ts';

/** Every table and index, as SQLite keeps them after all migrations. */
export const schemaReference: Generator = { file: 'docs/reference/schema.sql', make: schemaText };
