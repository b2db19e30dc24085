/** The two databases the server runs on. */
export type Engine = 'sqlite' | 'postgres';
