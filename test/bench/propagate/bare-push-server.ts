import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import express, { type Response } from 'express';

// node test/bench/propagate/bare-push-server.ts <folder>
// What the way from a press to a live update is held against: a form, one durable insert, one event to whoever listens.
const database = new DatabaseSync(join(process.argv[2] ?? '.', 'bare.db'));
database.exec('pragma journal_mode = wal; pragma synchronous = full');
database.exec('create table press (id integer primary key, body text not null)');
const insert = database.prepare('insert into press (body) values (?)');
const listeners = new Set<Response>();

const app = express();
app.get('/live', (request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('retry: 2000\n\n');
  listeners.add(response);
  request.on('close', () => listeners.delete(response));
});
app.post('/presses', express.urlencoded({ extended: false }), (request, response) => {
  const { lastInsertRowid } = insert.run(JSON.stringify(request.body));
  for (const listener of listeners) listener.write(`event: press\ndata: ${lastInsertRowid}\n\n`);
  response.redirect(303, '/');
});
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
});
