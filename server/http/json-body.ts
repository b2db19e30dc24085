import express, { type RequestHandler } from 'express';
import { problem } from './problem.ts';

const MOST_BYTES = 64 * 1024;

const parseJson = express.json({ limit: MOST_BYTES, strict: true, type: 'application/json' });

/** JSON and nothing else: a form of another site cannot send this type without asking first. */
export const jsonBody: RequestHandler = (request, response, next) => {
  if (request.is('application/json') === false || request.get('content-type') === undefined) {
    next(problem(415, 'wrong-content-type', 'Send JSON', 'Set "Content-Type: application/json".'));
    return;
  }
  parseJson(request, response, next);
};
