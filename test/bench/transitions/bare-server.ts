import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import express from 'express';

// node test/bench/transitions/bare-server.ts <folder>
// What the product's transitions are held against: a bare Express handler that parses JSON and does one durable insert.
const database = new DatabaseSync(join(process.argv[2] ?? '.', 'bare.db'));
database.exec('pragma journal_mode = wal; pragma synchronous = full');
database.exec('create table entry (id integer primary key, body text not null, at integer not null)');
const insert = database.prepare('insert into entry (body, at) values (?, ?)');

const app = express();
app.post('/entries', express.json(), (request, response) => {
  insert.run(JSON.stringify(request.body), Date.now());
  response.json({ ok: true });
});
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
});
